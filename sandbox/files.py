"""Uploaded files: kept in memory, found by file_id, file_unique_id or path; the oldest make room."""

import base64
import hashlib
import mimetypes
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from sandbox.params import Upload
from sandbox.wire import JSON

MOST_BYTES = 256 * 2**20
MOST_DOWNLOAD = 20 * 2**20
"""A bot can download no more than this (https://core.telegram.org/bots/api#getfile)."""

_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}


@dataclass(slots=True)
class StoredFile:
    """A file and, once a message has shown it, the JSON value that shows it again."""

    kind: str
    id: str
    unique_id: str
    path: str
    mime_type: str
    data: bytes
    shown: Any = field(default=None)

    def ids(self) -> JSON:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class Files:
    """Everything uploaded by anyone; the same content is the same file."""

    def __init__(self) -> None:
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_name: dict[str, StoredFile] = {}
        self._bytes = 0
        self._count = 0

    def add(self, kind: str, upload: Upload) -> StoredFile:
        """Keep an upload as a file of a kind (photo, document, voice, video, sticker)."""
        digest = hashlib.sha256(upload.data + kind.encode()).digest()
        unique_id = "AQAD" + base64.urlsafe_b64encode(digest[:9]).decode()
        known = self._by_name.get(unique_id)
        if known is not None:
            return known
        self._count += 1
        suffix = PurePath(upload.name).suffix or mimetypes.guess_extension(upload.mime_type) or ""
        path = f"{_FOLDERS[kind]}/file_{self._count}{suffix}"
        file_id = "AgACAgUAAxk" + base64.urlsafe_b64encode(digest[9:30]).decode()
        stored = StoredFile(kind, file_id, unique_id, path, upload.mime_type, upload.data)
        self._by_id[file_id] = self._by_name[unique_id] = self._by_name[path] = stored
        self._bytes += len(upload.data)
        self._make_room()
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_name(self, name: str) -> StoredFile | None:
        """By file_unique_id or by path."""
        return self._by_name.get(name)

    def _make_room(self) -> None:
        while self._bytes > MOST_BYTES and len(self._by_id) > 1:
            _, oldest = self._by_id.popitem(last=False)
            del self._by_name[oldest.unique_id], self._by_name[oldest.path]
            self._bytes -= len(oldest.data)

    def clear(self) -> None:
        self._by_id.clear()
        self._by_name.clear()
        self._bytes = 0
