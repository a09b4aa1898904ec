"""What a browser sends when its user wants to be told in it."""

from django import forms


class DeviceForm(forms.Form):
    """A browser's subscription at its push service, as it gives it (RFC 8291); `end` takes it back.

    `key` is whose pushes it was made for. `round` comes along where nobody asks now: the browser goes on by itself.
    """

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100, required=False)
    auth = forms.CharField(max_length=50, required=False)
    key = forms.CharField(max_length=100, required=False)
    round = forms.IntegerField(required=False)
    end = forms.BooleanField(required=False)
