"""A Chromium without a window and without scripts, as a strict visitor of the console would use it."""

import base64
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service as Driver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-crash-reporter", "--hide-scrollbars", "--lang=en-GB"]
WIDE, PHONE = (1280, 900), (390, 844)


class Browser:
    def __init__(self, url, screens):
        self.url = url
        self.screens = Path(screens)
        self.screens.mkdir(parents=True, exist_ok=True)
        self._profile = tempfile.TemporaryDirectory(prefix="waymark-chromium-")
        options = webdriver.ChromeOptions()
        for flag in [*FLAGS, f"--user-data-dir={self._profile.name}"]:
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Driver("/usr/bin/chromedriver"), options=options)
        self.look(WIDE)

    def close(self):
        self.driver.quit()
        self._profile.cleanup()

    # ---- going about ----

    def go(self, path):
        self.driver.get(self.url + path)

    def path(self):
        return self.driver.current_url.removeprefix(self.url)

    def press(self, words):
        """Presses the visible button of these words and waits until another page is there."""
        self._press(words, [b for b in self.all("button") if b.is_displayed() and b.text.strip() == words])

    def press_named(self, label):
        """The same, by what is read out of it: several may show the same words."""
        self._press(label, [b for b in self.all("button") if b.is_displayed() and b.get_attribute("aria-label") == label])

    def _press(self, words, buttons):
        before = self.driver.find_element(By.TAG_NAME, "html")
        assert len(buttons) == 1, f"{len(buttons)} buttons say {words!r} on {self.path()}"
        buttons[0].click()
        WebDriverWait(self.driver, 15).until(lambda _: self._is_gone(before))

    @staticmethod
    def _is_gone(element):
        try:
            element.is_enabled()
            return False
        except Exception:  # the driver's word for a page that was left
            return True

    def fill(self, name, words):
        field = self.one(f"main [name={name}]")
        if field.tag_name == "select":
            Select(field).select_by_visible_text(words)
        else:
            field.clear()
            field.send_keys(words)

    # ---- reading ----

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def text(self, css="main"):
        return self.one(css).text

    def facts(self):
        """The large figures of a page by their words."""
        return {pair.find_element(By.TAG_NAME, "dt").text: pair.find_element(By.TAG_NAME, "dd").text for pair in self.all("dl.facts > div")}

    def table(self, caption):
        """The rows of the table of that name, each as {column: text}."""
        for table in self.all("table"):
            captions = table.find_elements(By.TAG_NAME, "caption")
            if captions and captions[0].get_attribute("textContent") == caption:
                columns = [cell.get_attribute("textContent") for cell in table.find_elements(By.CSS_SELECTOR, "thead th")]
                rows = table.find_elements(By.CSS_SELECTOR, "tbody tr")
                return [dict(zip(columns, (cell.get_attribute("textContent") for cell in row.find_elements(By.CSS_SELECTOR, "th, td"))))
                        for row in rows]
        raise AssertionError(f"no table {caption!r} on {self.path()}")

    def complaints(self):
        """What the browser's own console said since the last time: broken policies, missing files, errors."""
        return [line["message"] for line in self.driver.get_log("browser")]

    def is_wider_than_its_window(self):
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})
        return size["cssContentSize"]["width"] > size["cssLayoutViewport"]["clientWidth"]

    # ---- pictures ----

    def look(self, size, dark=False):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def picture(self, name):
        """The whole page, as high as it is."""
        height = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]["height"]
        width = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssLayoutViewport"]["clientWidth"]
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}})
        data = base64.b64decode(shot["data"])
        (self.screens / f"{name}.png").write_bytes(data)
        return data

    def paper(self, name):
        pdf = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        data = base64.b64decode(pdf["data"])
        (self.screens / f"{name}.pdf").write_bytes(data)
        return data
