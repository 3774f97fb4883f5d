"""Every sentence a person reads (zh-CN). A prompt is a frozen class of facts whose `text()` words them.

Plain text without mark-up: nothing that a resident wrote can change how a message looks. Questions are at most
40 characters long, without jargon, and nothing must be typed exactly.
"""
