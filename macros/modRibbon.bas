Attribute VB_Name = "modRibbon"
' Every button of the ribbon comes here: one dispatcher, no state but the guard against a second click.
' Vietnamese never stands in VBA (its text is ANSI): labels are in customUI.xml, messages in Python.
Option Explicit

Private Const AddIn As String = "xlwings.xlam!RunPython"
Private Const StatusName As String = "nmStatus"

Private isRunning As Boolean

'@EntryPoint
Public Sub SoKet_Run(ByVal control As IRibbonControl)
    If isRunning Then
        MsgBox "Lenh truoc dang chay. Xin cho cho den khi xong.", vbInformation, "So ket"
        Exit Sub
    End If
    isRunning = True
    On Error GoTo CleanFail
    Application.StatusBar = "So ket: dang chay " & control.Tag & "..."
    Select Case control.Tag
        Case "guide"
            ShowGuide
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
    ShowGuide
    MsgBox "Chua chay duoc lenh nay tu Excel. Xem sheet Huong dan.", vbExclamation, "So ket"
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
        ShowGuide
        MsgBox "Python chua khoi dong duoc. Xem sheet Huong dan.", vbExclamation, "So ket"
    End If
End Sub

Private Sub ShowGuide()
    ActiveWorkbook.Names(StatusName).RefersToRange.Worksheet.Activate
End Sub

' Pastes what was copied in Word as text, so that Excel makes no formula of a line that begins with a dash.
Private Sub PasteAsText()
    Dim target As Range
    Set target = ActiveWorkbook.Names("nmPaste").RefersToRange
    target.Worksheet.Activate
    target.Select
    target.Worksheet.PasteSpecial Format:="Unicode Text"
End Sub
