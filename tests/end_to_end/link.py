"""The network between devices and a service: a relay on this machine that can be cut, and can lose a reply after the service
has acted on the request."""

import select
import socket
import threading


class Link:
    """Relays TCP from its own port to the service's, until it is closed. Every call may be made from any thread."""

    def __init__(self, host, port):
        self._target = (host, port)
        self._lock = threading.Lock()
        self._open = set()
        self._up = True
        self._lose = 0
        self.lost = 0
        self.carried = 0  # bytes, both ways together
        self.up = 0       # of these, the ones to the service
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """From now on every connection is closed, open ones at once."""
        with self._lock:
            self._up = False
            for end in self._open:
                _shut(end)

    def mend(self):
        with self._lock:
            self._up = True

    def lose_next_reply(self):
        """The next bytes that come from the service do not arrive; the connection breaks in their stead."""
        with self._lock:
            self._lose += 1

    def close(self):
        self.cut()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(near,), daemon=True).start()

    def _relay(self, near):
        far = None
        try:
            with self._lock:
                if not self._up:
                    return
            far = socket.create_connection(self._target, timeout=10)
            with self._lock:
                if not self._up:
                    return
                self._open |= {near, far}
            while True:
                for end in select.select([near, far], [], [])[0]:
                    data = end.recv(65536)
                    if not data or (end is far and self._loses()):
                        return
                    with self._lock:
                        self.carried += len(data)
                        self.up += len(data) if end is near else 0
                    (far if end is near else near).sendall(data)
        except OSError:
            return
        finally:
            with self._lock:
                self._open -= {near, far}
            for end in (near, far):
                if end:
                    _shut(end)
                    end.close()

    def _loses(self):
        with self._lock:
            if self._lose == 0:
                return False
            self._lose -= 1
            self.lost += 1
            return True


def _shut(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
