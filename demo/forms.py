"""The form that the style page shows: one of every field, some filled in wrongly."""

from django import forms


class SampleForm(forms.Form):
    """One of every kind of field."""

    name = forms.CharField(label="Name", help_text="As on the badge.")
    mail = forms.EmailField(label="E-mail", help_text="We write there.")
    seat = forms.ChoiceField(
        label="Seat", choices=[("accountant", "Accountant"), ("builder", "Builder")], required=False
    )
    from_day = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    percent = forms.IntegerField(label="Attendance, percent", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    stage = forms.ChoiceField(
        label="How did it go?",
        choices=[("contacted", "Contacted"), ("meeting", "Meeting"), ("won", "Won"), ("lost", "Lost")],
        widget=forms.RadioSelect,
    )
    expects_call = forms.BooleanField(label="The prospect expects the call", help_text="Without it nothing is stored.")
