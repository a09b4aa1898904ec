"""What a browser sends when its user wants to be told in it."""

from django import forms


class DeviceForm(forms.Form):
    """A browser's subscription at its push service, as it gives it (RFC 8291); `end` takes it back."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100, required=False)
    auth = forms.CharField(max_length=50, required=False)
    end = forms.BooleanField(required=False)
