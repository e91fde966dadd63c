"""The dictionary as several commands look words up in it."""

from soket_xl.consolidate.lexicon import Lexicon, load
from soket_xl.schema import LEXICON
from soket_xl.tracker import Tracker


def lexicon_of(tracker: Tracker) -> Lexicon:
    """Return the shipped dictionary with the clerk's rows and the names of the units."""
    return load(tracker.rows(LEXICON), [unit.name for unit in tracker.units])
