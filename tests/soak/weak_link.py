"""A link as a hall in a valley has it: slow, far, and gone every now and then; sometimes a captive portal answers in the service's stead."""

import asyncio
import random
import threading

PORTAL = b"<html><body>Welcome to the free wireless network. Please sign in.</body></html>"


class WeakLink:
    """Relays to the service at `bits_per_second` each way with `round_trip` seconds of delay. Every 20 to 60 seconds what is open breaks
    and nothing gets through for `gap` seconds; in every second gap a portal answers with a page."""

    def __init__(self, host, port, seed, bits_per_second=50_000, round_trip=0.8, gap=5.0):
        self._target = (host, port)
        self._rate = bits_per_second / 8
        self._delay = round_trip / 2
        self._gap = gap
        self._random = random.Random(seed)
        self._state = "up"
        self._open = set()
        self._free = [0.0, 0.0]  # when each direction can carry the next byte
        self.cuts = self.portal_pages = 0
        self.carried = [0, 0]    # bytes up and down
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()

    def close(self):
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _end(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _run(self, ready):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._loop.create_task(self._weather())
        ready.set()
        self._loop.run_forever()

    async def _weather(self):
        while True:
            await asyncio.sleep(self._random.uniform(20, 60))
            self.cuts += 1
            self._state = "portal" if self.cuts % 2 else "down"
            for writer in list(self._open):
                writer.transport.abort()
            await asyncio.sleep(self._gap)
            self._state = "up"

    async def _serve(self, reader, writer):
        if self._state == "portal":
            self.portal_pages += 1
            await reader.read(65536)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(PORTAL), PORTAL))
            await writer.drain()
        if self._state != "up":
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._open |= {writer, far_writer}
        try:
            await asyncio.gather(self._pump(reader, far_writer, 0), self._pump(far_reader, writer, 1))
        except (ConnectionError, OSError):
            pass
        finally:
            self._open -= {writer, far_writer}
            writer.transport.abort()
            far_writer.transport.abort()

    async def _pump(self, reader, writer, way):
        while data := await reader.read(1024):
            now = self._loop.time()
            self._free[way] = max(self._free[way], now) + len(data) / self._rate
            self.carried[way] += len(data)
            self._loop.call_at(self._free[way] + self._delay, self._deliver, writer, data)
            await asyncio.sleep(max(0.0, self._free[way] - now - 0.5))  # half a second's worth may be on its way
        await asyncio.sleep(self._delay)
        if writer.can_write_eof():
            writer.write_eof()

    @staticmethod
    def _deliver(writer, data):
        if not writer.transport.is_closing():
            writer.write(data)
