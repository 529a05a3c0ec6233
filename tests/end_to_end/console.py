"""The console as a browser without scripts sees it."""

import html
import http.cookiejar
import re
import urllib.parse
import urllib.request


class Console:
    def __init__(self, url, email, password):
        self._url = url
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        form = self._get("/console/sign-in")
        token = re.search(r'name="csrf" value="([^"]*)"', form)[1]
        fields = urllib.parse.urlencode({"csrf": token, "next": "", "email": email, "password": password}).encode()
        with self._browser.open(url + "/console/sign-in", fields, timeout=60) as reply:
            if reply.url.endswith("/sign-in"):
                raise AssertionError("the console did not let the administrator in")

    def _get(self, path, at=""):
        with self._browser.open((at or self._url) + path, timeout=60) as reply:
            return reply.read().decode()

    def page(self, path, at=""):
        """A page as it came; `at` is another process of the same service."""
        return self._get(path, at)

    def send(self, path, fields, at=""):
        """Sends a form and gives the page that comes after it."""
        with self._browser.open((at or self._url) + path, urllib.parse.urlencode(fields).encode(), timeout=60) as reply:
            return reply.read().decode()

    def words(self, path, at=""):
        """What a page says, without its marks."""
        page = re.sub(r"(?s)<(style|svg|script).*?</\1>", " ", self._get(path, at))
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))
