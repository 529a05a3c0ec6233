"""A TCP proxy on loopback that fails on purpose, between a device and the service.

It passes bytes until it is told otherwise: `down` refuses and breaks connections as a hall without a signal does; `lose_next_reply`
lets the service answer and then cuts the connection before the device hears of it; `cut_next_reply_after(n)` passes n bytes of the
answer first. Every event is counted, so that a walk can check that the fault really happened.
"""

import socket
import threading


class FaultProxy:
    def __init__(self, target_port):
        self._target = ("127.0.0.1", target_port)
        self._lock = threading.Lock()
        self._connections = set()
        self._down = False
        self._cut_after = None
        self.lost_replies = 0
        self.refused = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def retarget(self, port):
        """The service came back on another port."""
        self._target = ("127.0.0.1", port)

    def down(self):
        with self._lock:
            self._down = True
            broken, self._connections = self._connections, set()
        for connection in broken:
            _close(connection)

    def up(self):
        with self._lock:
            self._down = False

    def lose_next_reply(self):
        self.cut_next_reply_after(0)

    def cut_next_reply_after(self, count):
        with self._lock:
            self._cut_after = count

    def close(self):
        self.down()
        _close(self._listener)

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                refuse = self._down
            if refuse:
                self.refused += 1
                _close(client)
                continue
            try:
                server = socket.create_connection(self._target, timeout=5)
                server.settimeout(None)
            except OSError:
                _close(client)
                continue
            with self._lock:
                self._connections |= {client, server}
            threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source, sink, is_reply):
        try:
            while data := source.recv(65536):
                if is_reply and (kept := self._cut(data)) is not None:
                    sink.sendall(kept)
                    break
                sink.sendall(data)
        except OSError:
            pass
        with self._lock:
            self._connections -= {source, sink}
        _close(source)
        _close(sink)

    def _cut(self, data):
        """What is passed of a reply that is to be cut here, or None if it is not."""
        with self._lock:
            if self._cut_after is None:
                return None
            if self._cut_after >= len(data):
                self._cut_after -= len(data)
                return None
            kept, self._cut_after = data[: self._cut_after], None
            self.lost_replies += 1
            return kept


def _close(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()
