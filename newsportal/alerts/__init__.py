"""Alerts: what a run tells that wants a person, sent by webhook or e-mail.

    declared   what is sent where, as the ``[alerts]`` of newsportal.toml has it
    message    what is said of a run
    sending    each way of sending it

A failing alert is a named, counted failure, and never one of the crawl.
"""

from newsportal.alerts.declared import Alerts, Mail, Webhook
from newsportal.alerts.sending import Delivery, notify

__all__ = ["Alerts", "Delivery", "Mail", "Webhook", "notify"]
