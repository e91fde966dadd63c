Attribute VB_Name = "modRibbon"
' Every button of the ribbon comes here: one dispatcher, no state but the guard against a second click.
' Vietnamese never stands in VBA (its text is ANSI): labels are in customUI.xml, messages in Python.
Option Explicit

Private Const AddIn As String = "xlwings.xlam!RunPython"
Private Const StatusName As String = "nmStatus"
Private Const PasteName As String = "nmPaste"
Private Const NoGuide As String = "So nay da mat sheet Huong dan. Lay lai ban luu trong thu muc _luu canh so."

Private isRunning As Boolean

'@EntryPoint
Public Sub SoKet_Run(ByVal control As IRibbonControl)
    If isRunning Then
        Tell "Lenh truoc dang chay. Xin cho cho den khi xong."
        Exit Sub
    End If
    isRunning = True
    On Error GoTo CleanFail
    Application.StatusBar = "So ket: dang chay " & control.Tag & "..."
    Select Case control.Tag
        Case "guide"
            If Not IsGuideShown() Then Tell NoGuide
        Case "paste"
            PasteAsText
        Case Else
            RunAction control.Tag
    End Select
CleanExit:
    Application.StatusBar = False
    isRunning = False
    Exit Sub
CleanFail:
    If IsGuideShown() Then Tell "Chua chay duoc lenh nay tu Excel. Xem sheet Huong dan." Else Tell NoGuide
    Resume CleanExit
End Sub

' Runs soket_xl.buttons.run(action) in Python. The hand-shake cell tells whether Python ever started:
' RunPython gives the same answer when it did and when no interpreter was found.
Private Sub RunAction(ByVal action As String)
    Dim shake As Range
    Set shake = ActiveWorkbook.Names(StatusName).RefersToRange
    shake.Value = "RUN " & action
    Application.Run AddIn, "import soket_xl.buttons as b; b.run('" & action & "')"
    If CStr(shake.Value) = "RUN " & action Then
        If IsGuideShown() Then Tell "Python chua khoi dong duoc. Xem sheet Huong dan."
    End If
End Sub

' Activates the guide sheet. Never fails: a clerk may have deleted it, and an error may just be being handled.
Private Function IsGuideShown() As Boolean
    On Error GoTo Missing
    ActiveWorkbook.Names(StatusName).RefersToRange.Worksheet.Activate
    IsGuideShown = True
Missing:
End Function

' Pastes what was copied in Word as text, so that Excel makes no formula of a line that begins with a dash.
' What was pasted before and not yet split is never overwritten.
Private Sub PasteAsText()
    Dim target As Range
    Set target = ActiveWorkbook.Names(PasteName).RefersToRange
    target.Worksheet.Activate
    target.Select
    If Application.WorksheetFunction.CountA(target.Resize(10000, 20)) > 0 Then
        Tell "Sheet nay con noi dung chua tach. Bam Tach noi dung da dan, hoac xoa noi dung cu, roi dan lai."
        Exit Sub
    End If
    On Error GoTo NothingCopied
    target.Worksheet.PasteSpecial Format:="Unicode Text"
    Exit Sub
NothingCopied:
    Tell "Chua co van ban de dan. Chep noi dung trong Word (Ctrl+C) roi bam lai nut nay."
End Sub

Private Sub Tell(ByVal message As String)
    MsgBox message, vbInformation, "So ket"
End Sub
