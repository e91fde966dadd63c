"""The live formulas of the tracker: the same rules as `tracking/status.py`, in what Excel 2013 and LibreOffice compute.

Structured references are written in full (tbl[[#This Row],[Column]]), which both programs read. Numbers become text
without TEXT(), whose codes change with the language of Excel.
"""

from soket_xl.schema import (
    CURRENT_LABELS,
    DIAGNOSIS_LABELS,
    ENTRIES,
    ENTRY_KINDS,
    FIGURES,
    HOLIDAY_LABELS,
    HOLIDAYS,
    NAME_TODAY,
    RECEIPTS,
    REMINDERS,
    REVIEW_LABELS,
    RULE_LABELS,
    SETTINGS,
    STATE_LABELS,
    UNITS,
    YES,
    TableSpec,
)

NAME_DEADLINE = "nmReportDeadline"
NAME_RULE = "nmReportRule"
NAME_DUE_SOON = "nmDueSoonDays"
NAME_NOW = "nmNow"
"""The moment that is judged: now where the day is today, else the end of the day that is looked at."""
OWING_STATES = ("not_due", "due_soon", "returned", "overdue")
"""The states in which a unit owes something, the worst last."""


def column(spec: TableSpec, key: str) -> str:
    """Return the reference to a whole column of a table."""
    return f"{spec.name}[{spec.column(key).header}]"


def here(key: str) -> str:
    """Return the reference to a cell of this row of tblUnits."""
    return f"{UNITS.name}[[#This Row],[{UNITS.column(key).header}]]"


def quoted(text: str) -> str:
    """Return `text` as a formula's text constant."""
    return '"' + text.replace('"', '""') + '"'


def setting(code: str) -> str:
    """Return the formula part that looks up a setting by its code."""
    return f"INDEX({column(SETTINGS, 'value')},MATCH({quoted(code)},{column(SETTINGS, 'code')},0))"


def due_soon_days() -> str:
    """Return the setting of that name, three where it is blank or no number."""
    days = setting("due_soon_days")
    return f'IFERROR(IF({days}="",3,{days}+0),3)'


def working_days(first: str, last: str) -> str:
    """Return the working days in [first, last], 0 if `last` comes before `first`."""
    days, kinds = column(HOLIDAYS, "date"), column(HOLIDAYS, "kind")
    inside = f"({days}>={first})*({days}<={last})"
    off = f"SUMPRODUCT(({kinds}={quoted(HOLIDAY_LABELS['off'])})*{inside}*(WEEKDAY({days},2)<6))"
    worked = f"SUMPRODUCT(({kinds}={quoted(HOLIDAY_LABELS['work'])})*{inside}*(WEEKDAY({days},2)>5))"
    return f"IF({last}<{first},0,NETWORKDAYS({first},{last})-{off}+{worked})"


def unit_formulas() -> dict[str, str]:
    """Return the formula of each computed column of tblUnits, by key, without the equals sign."""
    received = here("received_on")
    came = f"AND(ISNUMBER({received}),{received}<{NAME_TODAY}+1)"
    judged = f"IF({came},INT({received}),{NAME_TODAY})"
    last, late = here("last_day"), here("days_late")
    exempt = f"{here('exempt')}={quoted(YES['yes'])}"
    unit, reminded = here("unit_id"), column(REMINDERS, "unit_id")
    asked = column(REMINDERS, "points")
    passed = f"OR({judged}>{last},{_hour_passed(came)})"
    return {
        "last_day": _last_day(),
        "days_late": f'IF(OR({here("name")}="",{exempt}),0,IF({passed},MAX(1,{judged}-{last}),0))',
        "working_days_late": f"IF({late}=0,0,{working_days(f'MIN({last}+1,{judged})', judged)})",
        "state": _state(exempt, came),
        "diagnosis": _diagnosis(exempt, came),
        "version_then": _version_then(),
        "reminders": f'IF({unit}="",0,COUNTIFS({reminded},{unit},{asked},""))',
        "owing": _owing(),
    }


def share(part: str, whole: str) -> str:
    """Return text such as 31/38 (81,6 %), with a comma in every language of Excel."""
    percent = f'SUBSTITUTE(ROUND(100*{part}/{whole},1)&"",".",",")'
    return f'IF({whole}=0,"0/0",{part}&"/"&{whole}&" ("&{percent}&" %)")'


def short_date(cell: str) -> str:
    """Return a date as the decree writes it: 08/5/2026."""
    month = f'IF(MONTH({cell})<3,"0","")&MONTH({cell})'
    return f'{two_digits(f"DAY({cell})")}&"/"&{month}&"/"&YEAR({cell})'


def two_digits(number: str) -> str:
    """Return a number as text of at least two digits."""
    return f'IF({number}<10,"0","")&{number}'


def count_units(group: str, *states: str, on_time: bool | None = None) -> str:
    """Return the number of units of a group (its label) in any of `states`, in time or late where asked."""
    groups, labels, late = column(UNITS, "group"), column(UNITS, "state"), column(UNITS, "days_late")
    judged = {None: "", True: f",{late},0", False: f',{late},">0"'}[on_time]
    return "+".join(
        f"COUNTIFS({groups},{quoted(group)},{labels},{quoted(STATE_LABELS[state])}{judged})" for state in states
    )


def total(code: str, aggregate: str, group: str | None) -> str:
    """Return an indicator's total over all units or a group (its label): blank is not zero, ratios come from sums."""
    if aggregate.startswith("=") and "/" in aggregate:
        above, below = aggregate[1:].split("/", 1)
        return _ratio(above.strip(), below.strip(), group)
    if aggregate != "sum":
        return '""'
    values, groups = f"{FIGURES.name}[{code}]", column(FIGURES, "group")
    if group is None:
        return f'IF(COUNT({values})=0,"",SUM({values}))'
    counted = f"SUMPRODUCT(({groups}={quoted(group)})*ISNUMBER({values}))"
    return f'IF({counted}=0,"",SUMIFS({values},{groups},{quoted(group)}))'


def _ratio(above: str, below: str, group: str | None) -> str:
    top, bottom = f"{FIGURES.name}[{above}]", f"{FIGURES.name}[{below}]"
    both = f"--ISNUMBER({top}),--ISNUMBER({bottom})"
    if group is not None:
        both += f",--({column(FIGURES, 'group')}={quoted(group)})"
    return f'IF(SUMPRODUCT({both},{bottom})=0,"",ROUND(100*SUMPRODUCT({both},{top})/SUMPRODUCT({both},{bottom}),2))'


def _due() -> tuple[str, str]:
    """Return the moment of the deadline, the campaign's hour on its day, and whether it is exclusive."""
    deadline, rule = here("deadline"), here("rule")
    before, by = quoted(RULE_LABELS["before"]), quoted(RULE_LABELS["by"])
    exclusive = f"OR({rule}={before},AND({rule}<>{by},{NAME_RULE}<>{by}))"
    own = f"AND(ISNUMBER({deadline}),{deadline}<>INT({NAME_DEADLINE}))"
    return f"IF({own},{deadline},{NAME_DEADLINE})", exclusive


def _last_day() -> str:
    extended, (due, exclusive) = here("extended_to"), _due()
    campaign = f"INT({due})-IF(AND({exclusive},{due}=INT({due})),1,0)"
    return f"IF({_is_extended()},INT({extended}),{campaign})"


def _is_extended() -> str:
    """Tell whether the unit has an extension that had been granted by the day that is looked at."""
    return f"AND(ISNUMBER({here('extended_to')}),N({here('extended_on')})<{NAME_TODAY}+1)"


def _hour_passed(came: str) -> str:
    """Tell whether the hour of a deadline has passed on its day, in whole seconds; only where both hours are known."""
    received, extended, (due, exclusive) = here("received_on"), here("extended_to"), _due()
    arrived = f"IF({came},{received},{NAME_NOW})"
    limit = f"IF({_is_extended()},{extended},{due})"
    open_end = f"IF(AND({exclusive},NOT({_is_extended()})),0,1)"
    seconds = f"ROUND(86400*({arrived}),0)-ROUND(86400*({limit}),0)"
    known = f"{arrived}<>INT({arrived}),{limit}<>INT({limit}),INT({arrived})=INT({limit})"
    return f"AND({known},{seconds}>={open_end})"


def _version_then() -> str:
    """Return the version that stood on the day: the one before the first that came later."""
    units, days, versions = (column(RECEIPTS, key) for key in ("unit_id", "received_on", "version"))
    later = f"({units}={here('unit_id')})*ISNUMBER({days})*({days}>={NAME_TODAY}+1)*(1000-{versions})"
    first = f"SUMPRODUCT(MAX({later}))"
    return f"IFERROR(IF({first}=0,N({here('version')}),MAX(1,999-{first})),N({here('version')}))"


def _reviewed(decision: str) -> str:
    """Tell whether the version of the day had been reviewed so by then; the register speaks for older versions."""
    review, reviewed = here("review"), here("reviewed_on")
    label, then = quoted(REVIEW_LABELS[decision]), here("version_then")
    now = f"AND({review}={label},OR(NOT(ISNUMBER({reviewed})),{reviewed}<{NAME_TODAY}+1))"
    keys = {"unit_id": here("unit_id"), "version": then, "review": label}
    listed = ",".join(f"{column(RECEIPTS, key)},{value}" for key, value in keys.items())
    day = column(RECEIPTS, "reviewed_on")
    before = f'COUNTIFS({listed},{day},"<"&({NAME_TODAY}+1))+COUNTIFS({listed},{day},"")'
    return f"IF({then}=N({here('version')}),{now},{before}>0)"


def _diagnosis(exempt: str, came: str) -> str:
    """Return what the unit's report is worth: nothing, empty, incomplete or good, each in time or late."""
    label = {key: quoted(text) for key, text in DIAGNOSIS_LABELS.items()}
    state = {key: f"{here('state')}={quoted(text)}" for key, text in STATE_LABELS.items()}
    late, current = f"{here('days_late')}>0", f"{here('version_then')}=N({here('version')})"
    register = f"{column(RECEIPTS, 'unit_id')},{here('unit_id')},{column(RECEIPTS, 'version')},{here('version_then')}"
    lacks = f'IF({current},{here("missing")}<>"",COUNTIFS({register},{column(RECEIPTS, "missing")},"?*")>0)'
    partial = f"AND(NOT({state['complete']}),OR({state['returned']},{lacks}))"

    def pair(kind: str) -> str:
        return f"IF({late},{label[f'{kind}_late']},{label[f'{kind}_on_time']})"

    nothing = f"IF({state['overdue']},{label['nothing_overdue']},{label['nothing_yet']})"
    here_now = f"IF({_content(current)}=0,{pair('empty')},IF({partial},{pair('partial')},{pair('good')}))"
    return f'IF(OR({here("name")}="",{exempt}),"",IF({came},{here_now},{nothing}))'


def _content(current: str) -> str:
    """Return how many paragraphs and figures the tracker holds of the version of the day."""
    aside = quoted("<>" + ENTRY_KINDS["aside"])
    kept = f"{column(ENTRIES, 'unit_id')},{here('unit_id')},{column(ENTRIES, 'kind')},{aside}"
    now = f"COUNTIFS({kept},{column(ENTRIES, 'current')},{quoted('<>' + CURRENT_LABELS['old'])})"
    then = f"COUNTIFS({kept},{column(ENTRIES, 'version')},{here('version_then')})"
    row = f"MATCH({here('unit_id')},{column(FIGURES, 'unit_id')},0)"
    figures = f"IFERROR(COUNT(INDEX({FIGURES.name},{row},0)),0)"
    return f"IF({current},{now}+{figures},{then})"


def _state(exempt: str, came: str) -> str:
    label = {state: quoted(text) for state, text in STATE_LABELS.items()}
    last = here("last_day")
    accepted, returned = _reviewed("accepted"), _reviewed("returned")
    arrived = f"IF({here('days_late')}>0,{label['received_late']},{label['received']})"
    arrived = f"IF({accepted},{label['complete']},IF({returned},{label['returned']},{arrived}))"
    soon = f"OR({NAME_TODAY}>={last},{working_days(f'({NAME_TODAY}+1)', f'({last}-1)')}<={NAME_DUE_SOON}-1)"
    waiting = f"IF({soon},{label['due_soon']},{label['not_due']})"
    waiting = f"IF({here('days_late')}>0,{label['overdue']},{waiting})"
    return f'IF({here("name")}="","",IF({exempt},{label["exempt"]},IF({came},{arrived},{waiting})))'


def _owing() -> str:
    """Return a key that sorts owing units worst first, each its own; 0 for the others."""
    ranks = ",".join(quoted(STATE_LABELS[state]) for state in OWING_STATES)
    rank = f"IFERROR(MATCH({here('state')},{{{ranks}}},0),0)"
    return f"IF({rank}=0,0,{rank}*100000000+{here('days_late')}*100000+100000-ROW())"
