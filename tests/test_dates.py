"""Dates as texts show them, as tables: (text, language, expected)."""

import importlib.util
import json
import time
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.dates import (
    date_only,
    find_dates,
    finer_of,
    in_zone_shown,
    learn_order,
    order_by_spread,
    read_date,
)

NOW = "2010-05-17T12:00:00Z"

SHOWN: list[tuple[str, str | None, str | None]] = [
    ("by davelab6 - April 17, 2013 11:09 PM", "en", "2013-04-17T23:09:00"),
    ("6 April 17", "en", "2017-04-06"),
    ("29 Фев 2012, 2:48пп", "ru", "2012-02-29T14:48:00"),
    ("29 Фев 2012, 2:48дп", "ru", "2012-02-29T02:48:00"),
    ("2004年06月04日 | 2ch: 川の話", "ja", "2004-06-04"),
    ("4 tháng 6, 2012 3:05 ch", "vi", "2012-06-04T15:05:00"),
    ("2010-05-14", None, "2010-05-14"),
    ("2010-05-14T09:30:00-07:00", None, "2010-05-14T09:30:00-07:00"),
    ("2009-08-06T14:12:32+0200", None, "2009-08-06T14:12:32+02:00"),
    ("2009-08-06 14:12", None, "2009-08-06T14:12:00"),
    ("20090806T141232Z", None, "2009-08-06T14:12:32+00:00"),
    ("06-08-2009T14:12:32+0200", "de", "2009-08-06T14:12:32+02:00"),
    ("Fri, 14 May 2010 09:30:00 -0700", None, "2010-05-14T09:30:00-07:00"),
    ("Fri May 14 09:30:00 PDT 2010", None, "2010-05-14T09:30:00-07:00"),
    ("Fri, 14 May 2010 09:30:00 GMT", None, "2010-05-14T09:30:00+00:00"),
    ("2009-08-06T14:12:32.123Z", None, "2009-08-06T14:12:32+00:00"),
    ("May 14, 2010 at 9:30 am", "en", "2010-05-14T09:30:00"),
    ("14. Mai 2010 um 9:30 Uhr", "de", "2010-05-14T09:30:00"),
    ("le 14 mai 2010 à 9 h 30", "fr", "2010-05-14T09:30:00"),
    ("le 14 mai 2010 à 9h30", "fr", "2010-05-14T09:30:00"),
    ("2010年5月14日 09:30", "ja", "2010-05-14T09:30:00"),
    ("14 мая 2010 г. в 9:30", "ru", "2010-05-14T09:30:00"),
    ("14. новембра 2010. у 9:30", "sr", "2010-11-14T09:30:00"),
    ("آگوست 14, 2010", "fa", "2010-08-14"),
    ("14. ئاب 2010", "ckb", "2010-08-14"),
    ("অগাষ্ট 14, 2010", "bn", "2010-08-14"),
    ("2010년 5월 14일 오전 9:30", "ko", "2010-05-14T09:30:00"),
    ("2010년 5월 14일 오후 3시 05분", "ko", "2010-05-14T15:05:00"),
    ("۱۴ مه ۲۰۱۰", "fa", "2010-05-14"),
    ("14 พฤษภาคม 2553", "th", "2010-05-14"),
    ("14 พ.ค. 2553 เวลา 09:30 น.", "th", "2010-05-14T09:30:00"),
    ("Friday, May 14th, 2010 3:05pm", "en", "2010-05-14T15:05:00"),
    ("Posted by X on 05/14/10 at 03:05 PM", "en", "2010-05-14T15:05:00"),
    ("14.05.2010", "de", "2010-05-14"),
    ("14-Mai-2010", "de", "2010-05-14"),
    ("2010/05/14", None, "2010-05-14"),
    ("14 de mayo de 2010, 15:05", "es", "2010-05-14T15:05:00"),
    ("May 2010", "en", None),
    ("2010", "en", None),
    ("2010-05", None, None),
    ("9:30 am", "en", None),
    ("05/04/2011", "en-US", "2011-05-04"),
    ("05/04/2011", "en-GB", "2011-04-05"),
    ("05/04/2011", "fr", "2011-04-05"),
    ("14 maja 2010", "pl", "2010-05-14"),
    ("14. května 2010", "cs", "2010-05-14"),
    ("14. svibnja 2010.", "hr", "2010-05-14"),
    ("14 травня 2010", "uk", "2010-05-14"),
    ("14 Μαΐου 2010, 9:30 π.μ.", "el", "2010-05-14T09:30:00"),
    ("14 ΜΑΪΟΥ 2010 3:05 μ.μ.", "el", "2010-05-14T15:05:00"),
    ("14. toukokuuta 2010 klo 9.30", "fi", "2010-05-14T09:30:00"),
    ("14. mai 2010 kl. 9.30", "nb", "2010-05-14T09:30:00"),
    ("14 maj 2010 kl. 09:30", "sv", "2010-05-14T09:30:00"),
    ("2010. május 14. 9:30", "hu", "2010-05-14T09:30:00"),
    ("2010 m. gegužės 14 d. 09:30", "lt", "2010-05-14T09:30:00"),
    ("2010. gada 14. maijs", "lv", "2010-05-14"),
    ("14. mai 2010", "et", "2010-05-14"),
    ("14 Mayıs 2010 Cuma 09:30", "tr", "2010-05-14T09:30:00"),
    ("14 mei 2010 om 9:30", "nl", "2010-05-14T09:30:00"),
    ("14 maggio 2010 alle ore 9:30", "it", "2010-05-14T09:30:00"),
    ("14 de maio de 2010 às 9h30", "pt", "2010-05-14T09:30:00"),
    ("14 de maig de 2010", "ca", "2010-05-14"),
    ("14 mai 2010 la 9:30", "ro", "2010-05-14T09:30:00"),
    ("14 май 2010", "bg", "2010-05-14"),
    ("14. мај 2010.", "sr", "2010-05-14"),
    ("14 במאי 2010", "he", "2010-05-14"),
    ("14 مايو 2010", "ar", "2010-05-14"),
    ("14 أيار 2010", "ar", "2010-05-14"),
    ("١٤ مايو ٢٠١٠", "ar", "2010-05-14"),
    ("14 تشرين الثاني 2010", "ar", "2010-11-14"),
    ("14 मई 2010", "hi", "2010-05-14"),
    ("१४ मे २०१०", "mr", "2010-05-14"),
    ("১৪ মে ২০১০", "bn", "2010-05-14"),
    ("14 மே 2010", "ta", "2010-05-14"),
    ("14 Tháng 5, 2010", "vi", "2010-05-14"),
    ("Tháng Năm 14, 2010 lúc 9:30 sáng", "vi", "2010-05-14T09:30:00"),
    ("ngày 14 tháng 5 năm 2010", "vi", "2010-05-14"),
    ("Tháng Mười Hai 14, 2010", "vi", "2010-12-14"),
    ("14 Th5 2010", "vi", "2010-05-14"),
    ("14 Mei 2010 pukul 09.30", "id", "2010-05-14T09:30:00"),
    ("14 მაისი, 2010", "ka", "2010-05-14"),
    ("14 մայիսի 2010", "hy", "2010-05-14"),
    ("2010(e)ko maiatzaren 14", "eu", "2010-05-14"),
    ("14 maí 2010", "is", "2010-05-14"),
    ("2010-05-14 下午 3:05", "zh", "2010-05-14T15:05:00"),
    ("2010年5月14日下午3:05", "zh", "2010-05-14T15:05:00"),
    ("2010年05月14日 15時05分30秒", "ja", "2010-05-14T15:05:30"),
    ("平成22年5月14日", "ja", "2010-05-14"),
    ("令和6年5月14日", "ja", "2024-05-14"),
    ("2010.05.14 09:30", "ko", "2010-05-14T09:30:00"),
    ("2010. 5. 14. 09:30", "ko", "2010-05-14T09:30:00"),
    ("9:30 am on May 14, 2010", "en", "2010-05-14T09:30:00"),
    ("15:05, 14 мая 2010", "ru", "2010-05-14T15:05:00"),
    ("14 اردیبهشت 1389", "fa", "2010-05-04"),
    ("۱ فروردین ۱۳۸۹", "fa", "2010-03-21"),
    ("۱۳۸۹/۰۲/۱۴", "fa", "2010-05-04"),
    ("14 May '10", "en", "2010-05-14"),
    ("Aug 6, '09", "en", "2009-08-06"),
    ("10/05/14", "ja", "2010-05-14"),
    ("14/05/10", "en-GB", "2010-05-14"),
    ("14.05.10", "de", "2010-05-14"),
    ("version 1.2.10", "en", None),
    ("192.168.10.12", "en", None),
    ("Chapter 14, 2010", "en", None),
    ("call 555-12-2010", "en", None),
    ("5 comments", "en", None),
    ("May 14, 2010 | 5 Comments", "en", "2010-05-14"),
    ("Posted on May 14, 2010 by Ann in Travel 2010", "en", "2010-05-14"),
    ("Written by Ann on May 14, 2010 at 3 PM EST", "en", "2010-05-14T15:00:00-05:00"),
    ("May 14, 2010 3:05 PM (UTC+2)", "en", "2010-05-14T15:05:00+02:00"),
    ("31.02.2010", "de", None),
    ("May 14, 1820", "en", None),
    ("3/4", "en", None),
    ("1.10.2010 klo 13.05", "fi", "2010-10-01T13:05:00"),
    ("20100514", None, "2010-05-14"),
    ("id 20100514", None, None),
    ("Copyright 2003-2010", "en", None),
    ("2003-2010-05", "en", None),
    ("12:05 AM, May 14 2010", "en", "2010-05-14T00:05:00"),
    ("May 14, 2010 12:30 PM", "en", "2010-05-14T12:30:00"),
    ("14 May 2010 IST", "en", "2010-05-14"),
    ("14 May 2010 10:00 IST", "en", "2010-05-14T10:00:00"),
    ("Fri 14 May 2010", "en", "2010-05-14"),
    ("Publicado el viernes, 14 de mayo del 2010", "es", "2010-05-14"),
    ("1er mai 2010", "fr", "2010-05-01"),
    ("1º de maio de 2010", "pt", "2010-05-01"),
    ("14/mai/2010", "pt", "2010-05-14"),
    ("the 14th of May, 2010", "en", "2010-05-14"),
    ("14th May 2010 at 15:05:09", "en", "2010-05-14T15:05:09"),
    ("May 14 2010", "en", "2010-05-14"),
    ("MAY 14, 2010", "en", "2010-05-14"),
    ("14 MAI 2010", "fr", "2010-05-14"),
    ("août 3, 2010", "fr", "2010-08-03"),
    ("3 AOUT 2010", "fr", "2010-08-03"),
    ("2010-May-14", "en", "2010-05-14"),
    ("May.14.2010", "en", "2010-05-14"),
    ("3. März 2010", "de", "2010-03-03"),
    ("3 Mrz 2010", "de", "2010-03-03"),
    ("10. Sept. 2010", "de", "2010-09-10"),
    ("14/5/2010 3:05:22 μμ", "el", "2010-05-14T15:05:22"),
    ("14/5/10 15:05", "es", "2010-05-14T15:05:00"),
    ("On 14 May 2010 we met 300 people at 10:30", "en", "2010-05-14"),
    ("6月 14th, 2009 at 8:12 AM", "ja", "2009-06-14T08:12:00"),
    ("二月 12, 2010", "zh", "2010-02-12"),
    ("十二月 1, 2010 9:30 下午", "zh", "2010-12-01T21:30:00"),
    ("7월 2, 2009", "ko", "2009-07-02"),
    ("14 6月 2009", "ja", "2009-06-14"),
    ("2009년 6월 14일 (1:20 오후)", "ko", "2009-06-14T13:20:00"),
    ("14 مايو 2010 7:45 م", "ar", "2010-05-14T19:45:00"),
    ("14 مايو 2010 7:45 ص", "ar", "2010-05-14T07:45:00"),
    ("juuli 2, 2009 7:45 p.l.", "et", "2009-07-02T19:45:00"),
    ("juuli 2, 2009 7:45 e.l.", "et", "2009-07-02T07:45:00"),
    ("June 14th, 2009...8:12 am", "en", "2009-06-14T08:12:00"),
]

RELATIVE: list[tuple[str, str | None, str | None]] = [
    ("3 days ago", "en", "2010-05-14"),
    ("Posted 3 days ago by Ann", "en", "2010-05-14"),
    ("vor 2 Stunden", "de", "2010-05-17"),
    ("yesterday at 5 pm", "en", "2010-05-16T17:00:00"),
    ("Reply", None, None),
    ("Ann", None, None),
    ("2 weeks ago", "en", None),
    ("3 months ago", "en", None),
    ("il y a 3 jours", "fr", "2010-05-14"),
    ("3日前", "ja", "2010-05-14"),
    ("3 天前", "zh", "2010-05-14"),
    ("3일 전", "ko", "2010-05-14"),
    ("hier à 17h30", "fr", "2010-05-16T17:30:00"),
    ("вчера в 17:30", "ru", "2010-05-16T17:30:00"),
    ("5 minutes ago", "en", "2010-05-17T11:55:00+00:00"),
    ("5 min read", "en", None),
    ("3 days ago", None, "2010-05-14"),
    ("há 3 dias", None, "2010-05-14"),
    ("3 dni temu", "pl", "2010-05-14"),
    ("12 comments", "en", None),
    ("2 year old", "en", None),
    ("Second", "en", None),
    ("Day 3", "en", None),
    ("Now", "en", None),
    ("gestern", "de", "2010-05-16"),
    ("a day in the life", "en", None),
    ("3 day trip", "en", None),
    ("7 days", "en", None),
    ("an hour ago", "en", "2010-05-17"),
]


@pytest.mark.parametrize(("text", "language", "expected"), SHOWN)
def test_shown(text: str, language: str | None, expected: str | None) -> None:
    assert read_date(text, language) == expected


@pytest.mark.parametrize(("text", "language", "expected"), RELATIVE)
def test_relative(text: str, language: str | None, expected: str | None) -> None:
    assert read_date(text, language, now=NOW) == expected


def test_relative_needs_the_capture_time() -> None:
    assert read_date("3 days ago", "en") is None


@pytest.mark.parametrize(
    ("order", "expected"), [("dmy", "2011-04-03"), ("mdy", "2011-03-04"), (None, "2011-03-04")]
)
def test_order_of_the_blog_decides(order: str | None, expected: str) -> None:
    assert read_date("03/04/2011", "en", order) == expected
    assert read_date("23/04/2011", "en", order) == "2011-04-23"


def test_year_after_the_capture_is_refused() -> None:
    assert read_date("May 14, 2013", "en", now=NOW) is None
    assert read_date("May 14, 2011", "en", now=NOW) == "2011-05-14"


def test_order_is_learnt_from_numbers_above_twelve() -> None:
    assert learn_order(["03/04/2011", "23/04/2011"]) == "dmy"
    assert learn_order(["03/04/2011", "04/23/2011"]) == "mdy"
    assert learn_order(["03/04/2011"]) is None
    assert learn_order(["23/04/2011", "04/23/2011"]) is None


def test_days_close_together_settle_the_order() -> None:
    assert order_by_spread(["on 05-11-2011", "06-11-2011", "09-11-2011"]) == "dmy"
    assert order_by_spread(["11/05/2011", "11/06/2011 @ 9:10", "11/09/2011"]) == "mdy"
    assert order_by_spread(["05-11-2011", "05-11-2011", "06-11-2011"]) is None  # two days may be months apart
    assert order_by_spread(["01/01/2011", "02/01/2011", "03/01/2011"]) is None  # a list of months
    assert order_by_spread(["05-11-2011", "06-12-2011", "09-10-2011"]) is None


def test_a_weekday_settles_the_order() -> None:
    assert read_date("Wed, 07/05/2008 - 6:21pm", "en") == "2008-05-07T18:21:00"
    assert read_date("Mon, 07/05/2010", "en") == "2010-07-05"
    assert read_date("Posted on 07/05/2008", "en") == "2008-07-05"  # "on" is a Wednesday in Oslo alone
    assert read_date("mercoledì 07/05/2008", "it", "mdy") == "2008-05-07"
    assert read_date("Wed, 02/03/2016", "en") == "2016-02-03"  # a Wednesday either way
    assert read_date("Fri, 07/05/2008", "en") == "2008-07-05"  # neither day is one
    assert learn_order(["Wed, 07/05/2008", "03/04/2011"]) == "dmy"


def test_the_table_of_words_is_what_its_tool_writes() -> None:
    spec = importlib.util.spec_from_file_location(
        "months", Path(__file__).parent.parent / "tools" / "months.py"
    )
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    written = json.loads(files("scraper.data").joinpath("months.json").read_text("utf-8"))
    made = tool.tables()
    assert made.keys() == written.keys()
    for key, words in written.items():  # another release of the language data may know some words more
        same = sum(made[key].get(word) == told for word, told in words.items())
        assert same > 0.95 * len(words), key


def test_every_date_of_a_text_with_its_place() -> None:
    text = "First May 14, 2010 at 9:30 am, then 15. Mai 2010."
    found = find_dates(text)
    assert [text[a:b] for a, b, _ in found] == ["May 14, 2010 at 9:30 am", "15. Mai 2010"]
    assert [iso for _, _, iso in found] == ["2010-05-14T09:30:00", "2010-05-15"]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("May 14, 2010", True),
        ("Posted on May 14, 2010 at 3:05 PM", True),
        ("14. Mai 2010 um 9:30 Uhr", True),
        ("On May 14, 2010 the whole town came together and danced until morning.", False),
        ("12 comments", False),
    ],
)
def test_date_only(text: str, only: bool) -> None:
    assert date_only(text) is only


@given(
    st.text(max_size=200),
    st.sampled_from([None, "en", "de-AT", "zh", "th", "xx"]),
    st.sampled_from([None, "dmy"]),
)
def test_never_raises(text: str, language: str | None, order: str | None) -> None:
    read_date(text, language, order)
    find_dates(text, language)
    date_only(text)


@given(st.text("0123456789 .,:/-TZmayMAYagopm年月日年前", max_size=60))
def test_never_raises_on_what_is_nearly_a_date(text: str) -> None:
    found = read_date(text, "en", now=NOW)
    assert found is None or "1990" <= found[:4] <= "2011"


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_dates_are_read_as_they_stand(day: date) -> None:
    assert read_date(day.isoformat(), now="2099-12-31") == day.isoformat()
    assert read_date(day.strftime("%d %B %Y"), "en", now="2099-12-31") == day.isoformat()


def test_prose_without_dates_is_passed_over_quickly() -> None:
    text = "The quick brown fox jumps over the lazy dog, 7 times. " * 18
    began = time.perf_counter()
    for _ in range(100):
        find_dates(text)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("instant", "shown", "expected"),
    [
        ("2018-12-09T18:20:31+00:00", "2018-12-10T02:20:31", "2018-12-10T02:20:31+08:00"),
        ("2018-12-09T18:20:31+00:00", "2018-12-10T02:20:00", "2018-12-10T02:20:31+08:00"),
        (
            "2018-12-09T18:20:31+00:00",
            "2018-12-10T13:37:00",
            "2018-12-09T18:20:31+00:00",
        ),  # of something else
        ("2018-12-09T16:00:00+00:00", "2018-12-10", "2018-12-10T00:00:00+08:00"),
        ("2018-12-09T18:20:31+00:00", "2018-12-10", "2018-12-10"),
        ("2018-12-09T18:20:31+00:00", "2018-12-09", "2018-12-09T18:20:31+00:00"),
        ("2018-12-09T00:00:00+00:00", "2018-12-08", "2018-12-09T00:00:00+00:00"),  # a day alone
        ("2018-12-09T03:20:31+00:00", "2018-12-08", "2018-12-08"),
        ("2018-12-09T03:20:31+00:00", "2018-12-20", "2018-12-09T03:20:31+00:00"),
        ("2018-12-09T03:20:31+02:00", "2018-12-08", "2018-12-09T03:20:31+02:00"),
        ("9999-12-31T20:00:00+00:00", "9999-12-31T23:59:00", "9999-12-31T20:00:00+00:00"),
        ("9999-12-31T22:00:30+00:00", "9999-12-31T23:59:59", "9999-12-31T22:00:30+00:00"),
    ],
)
def test_instants_take_the_zone_of_what_is_shown(instant: str, shown: str, expected: str) -> None:
    assert in_zone_shown(instant, shown) == expected


@pytest.mark.parametrize(
    ("old", "told", "kept"),
    [
        ("2012-09-07T07:26:02-04:00", "2012-09-07T07:26:00", "2012-09-07T07:26:02-04:00"),
        ("2012-09-07T07:26:00", "2012-09-07T07:26:02-04:00", "2012-09-07T07:26:02-04:00"),
        ("2012-09-07T07:26:00", "2012-09-07", "2012-09-07T07:26:00"),
        ("2012-09-07", "2012-09-07T07:26:00", "2012-09-07T07:26:00"),
        ("2012-09-07T07:26:02-04:00", "2012-09-07T11:26:02+00:00", None),
        ("2021-10-10T04:53:00", "2021-10-10T08:53:51+00:00", "2021-10-10T04:53:51-04:00"),
        ("2021-10-09T22:53:00", "2021-10-10T02:53:51+00:00", "2021-10-09T22:53:51-04:00"),
        ("2012-09-07T07:26:00", "2012-09-07T07:27:00", None),
        ("2012-09-07T07:26:00-04:00", "2012-09-07T07:26:00+00:00", None),
        ("2012-09-07", "2012-09-08", None),
        ("2012-09-07", "2012-09-08T01:00:00", None),
        ("9999-12-31T23:59:00-05:00", "9999-12-31T23:59:00+00:00", None),
    ],
)
def test_of_two_tellings_of_a_moment_the_finer_is_kept(old, told, kept):
    assert finer_of(old, told) == kept
