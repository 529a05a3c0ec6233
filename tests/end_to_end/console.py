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

    def _get(self, path):
        with self._browser.open(self._url + path, timeout=60) as reply:
            return reply.read().decode()

    def words(self, path):
        """What a page says, without its marks."""
        page = re.sub(r"(?s)<(style|svg|script).*?</\1>", " ", self._get(path))
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))
