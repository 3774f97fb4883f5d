"""The town of the conversations, here on a file that things happen to."""

from tests.conversations import conftest as conversations

settings, classifier, template = conversations.settings, conversations.classifier, conversations.template
logs, quick_clockwork, near_press = conversations.logs, conversations.quick_clockwork, conversations.near_press
