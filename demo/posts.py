"""What the demo blog says: posts and comment threads, invented for it; never how they look."""

# ruff: noqa: E501 - prose is broken where it ends, not where a column does

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache


@dataclass
class Comment:
    """One comment with those that answer it; `day` is a day or a moment in ISO 8601."""

    author: str
    at: str
    text: str
    replies: tuple["Comment", ...] = ()
    kind: str = "comment"
    id: int = 0


@dataclass
class Post:
    """One post; `neighbour` stands for the address of the blog next door."""

    slug: str
    title: str
    at: str
    author: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    comments: tuple[Comment, ...] = field(default=())

    @property
    def path(self) -> str:
        return f"/{self.at[:4]}/{self.at[5:7]}/{self.slug}/"


#: Who signs with an address; all others sign with a name alone.
ADDRESSES = {
    "Maren": "http://maren.example/",
    "Captain Oduya": "http://oduya.example/log/",
    "Ines": "http://ines.example/",
}
BLOG, TAGLINE = "The Night Ferry", "Eleven hours, two decks, one kettle"
OWNERS = {"Tove Lind": "tove", "Amos Reed": "amos"}

C = Comment


def _kettle() -> tuple[Comment, ...]:
    """A long discussion, so that it stands on several pages."""
    told = (
        ("Maren", "Green tea before Skarv, black tea after. Everybody knows."),
        ("Ines", "The blue cups are for passengers, the chipped ones for friends."),
        ("Deckhand", "It whistles in B flat. I have perfect pitch and no peace."),
        ("Pilot", "I asked for a second kettle in 1998. The form is still on its way."),
        ("Maren", "A second kettle would only split the passengers into parties."),
        ("Kofi", "My grandmother crossed with her own kettle, in a hatbox."),
        ("Ines", "What became of the hatbox?"),
        ("Night Porter", "Descaled on Tuesday. You are welcome."),
        ("Kofi", "The hatbox is with my aunt, and so is the kettle."),
        ("Captain Oduya", "No kettle below the car deck, please. We have spoken about this."),
        ("Deckhand", "It was a very small kettle."),
        ("Stowaway", "Is there sugar?"),
        ("Night Porter", "There is sugar, and there is a list of who takes it."),
        ("Pilot", "The form has come. It is for a toaster."),
    )
    days = (
        f"2024-02-{day:02}T{hour:02}:15:00+00:00"
        for day, hour in zip(range(4, 18), range(7, 21), strict=True)
    )
    return tuple(C(who, at, text) for (who, text), at in zip(told, days, strict=True))


POSTS = (
    Post("first-crossing", "First crossing", "2023-03-04T22:30:00+00:00", "Tove Lind", ("Crossings",), ("harbour",),
         ("We left at half past ten with nine cars, one horse and a choir. The horse was the quietest.",
          "Nobody sleeps on a first crossing. We sat in the saloon and learnt the fire drill by heart, and then we "
          "learnt it backwards.",
          'The <a href="http://tides.example/skarv">tide table</a> gave us two hours of kindness at the far end.'),
         (C("Maren", "2023-03-05T07:10:00+00:00", "I was in the choir. We were told to be quiet because of the horse.",
            (C("Tove Lind", "2023-03-05T09:00:00+00:00", "It did look as if it was listening.",
               (C("Maren", "2023-03-05T09:20:00+00:00", "Altos have that effect."),)),)),
          C("Pilot", "2023-03-06T12:00:00+00:00", "Two hours and ten minutes, to be exact."))),
    Post("the-lamp-on-skarv", "The lamp on Skarv", "2023-03-19T20:00:00+00:00", "Amos Reed", ("Lights",), ("lamp", "fog"),
         ("The lamp on Skarv turns once in twelve seconds, and in fog it seems to turn once in a while.",
          'Its keeper wrote a <a href="http://old-timetables.invalid/skarv.html">history of it</a> which ends in '
          "the middle of a sentence, on the day the light was made to keep itself.")),
    Post("what-the-cook-said", "What the cook said", "2023-04-11T19:45:00+00:00", "Tove Lind", ("Crossings", "Galley"), ("soup",),
         ("Soup, said the cook, is weather that has been talked to. Then the ship leaned and we all had some.",
          "He has cooked on the night ferry for thirty years and has never seen it by day."),
         (C("Kofi", "2023-04-12T08:30:00+00:00", "He gave me the recipe. It begins with: wait.",
            (C("Ines", "2023-04-12T10:05:00+00:00", "Mine began with: hold on to something.",
               (C("Kofi", "2023-04-12T10:31:00+00:00", "Same kitchen, rougher night.",
                  (C("Cook", "2023-04-13T23:55:00+00:00", "Both are right. Salt comes later."),)),)),)),)),
    Post("lost-and-found", "Lost and found", "2023-06-02T21:15:00+00:00", "Amos Reed", ("Passengers",), ("lists",),
         ("Left on board in May: one glove (left), one glove (left, other size), a cello bow, eleven umbrellas and a "
          "letter that begins with an apology.",
          "The gloves have found each other.",
          'The bow went to the <a href="http://harbour-museum.example/objects/">harbour museum</a> for the time being.'),
         (C("Stowaway", "2023-06-02T22:00:00+00:00", "The letter is mine. You may keep it, it has done its work."),
          C("Night Porter", "2023-06-03T05:30:00+00:00", "Twelve umbrellas. I have counted again."))),
    Post("a-chart-with-a-coffee-ring", "A chart with a coffee ring", "2023-06-24T18:00:00+00:00", "Tove Lind", ("Charts",), ("coffee", "shoals"),
         ("On the old chart there is a brown ring around the Hen and Chickens. It is coffee, from 1961, and it is the "
          "best warning on the sheet.",
          'There is a copy without the ring at the <a href="http://harbour-museum.example/charts/">museum</a>. '
          "Two ships have trusted it.")),
    Post("fog", "Fog", "2023-10-08T06:40:00+00:00", "Amos Reed", ("Lights", "Crossings"), ("fog",),
         ("We stood still from two until five and listened to ourselves being somewhere.",
          "In the end a buoy came and told us where."),
         (C("Captain Oduya", "2023-10-08T14:00:00+00:00", "It was not the buoy that came. For the record.",
            (C("Pilot", "2023-10-08T14:30:00+00:00", "For the record, the buoy was where it always is."),)),
          C("Fog and Foghorns", "2023-10-09T09:00:00+00:00", "", kind="pingback"))),
    Post("the-horse-again", "The horse, again", "2023-11-12T22:50:00+00:00", "Tove Lind", ("Crossings", "Passengers"), ("harbour", "horse"),
         ("The horse from the first crossing went home tonight. It walked up the ramp, looked into the saloon, and was "
          "counted with the passengers by mistake.",
          "We have left it in the book."),
         (C("Maren", "2023-11-13T07:30:00+00:00", "Did it ask for the choir?"),)),
    Post("the-kettle", "The kettle", "2024-02-03T21:00:00+00:00", "Tove Lind", ("Galley",), ("tea", "rules"),
         ("There is one kettle on board and there are forty passengers, and so there are rules.",
          "Rule one: whoever fills it, waits for it. Rule two: whoever waits for it, tells a story. We have not needed a "
          "rule three."),
         _kettle()),
    Post("ice-at-the-quay", "Ice at the quay", "2024-02-18T07:20:00+00:00", "Amos Reed", ("Lights",), (),
         ("The quay had grown a white lip overnight, and the ropes had gone to wood.",
          "We poured the second kettle over them. It was the first time anybody had been glad of the forms.")),
    Post("a-timetable-in-verse", "A timetable in verse", "2024-05-21T17:00:00+00:00", "Tove Lind", ("Charts",), ("lists",),
         ("The printer had a slow week and set our timetable in rhyming couplets. It is more accurate than the old one.",
          'The neighbours have <a href="{neighbour}">set theirs to music</a>, '
          'and the old one is still <a href="http://old-timetables.invalid/1974.html">kept somewhere</a>.'),
         (C("Ines", "2024-05-21T18:12:00+00:00", "Depart at nine from Skarv / if the wind is not too sharv."),
          C("Deckhand", "2024-05-22T06:00:00+00:00", "I am not announcing that."))),
    Post("night-swimmer", "Night swimmer", "2024-07-14T23:30:00+00:00", "Amos Reed", ("Passengers", "Lights"), ("harbour", "lamp"),
         ("Somebody swims across the harbour every night at about the time we cast off. We see a cap, and the wake of an "
          "arm.",
          "The captain dips the lamp. The arm stops once, in the air, and goes on."),
         (C("Stowaway", "2024-07-15T08:45:00+00:00", "That is my aunt.",
            (C("Amos Reed", "2024-07-15T21:00:00+00:00", "Then tell her that we are four minutes late in August.",
               (C("Stowaway", "2024-07-16T07:05:00+00:00", "She says that she is four minutes late in August, too."),)),)),
          C("Maren", "2024-07-17T19:00:00+00:00", "We wave as well."))),
    Post("the-second-choir", "The second choir", "2024-09-07T22:10:00+00:00", "Tove Lind", ("Crossings", "Passengers"), ("horse",),
         ("A second choir has crossed, without a horse. They sang from Skarv to the breakwater, and the engine took the "
          "bass.",
          "The cook opened the hatch and left it open."),
         (C("Maren", "2024-09-08T08:00:00+00:00", "We know them. They are loud.",
            (C("Second Alto", "2024-09-08T10:20:00+00:00", "We heard that."),)),)),
    Post("inventory", "Inventory", "2024-12-30T16:00:00+00:00", "Amos Reed", ("Galley", "Charts"), ("lists", "tea"),
         ("One kettle, forty cups of which nine are for friends, a chart with a ring, a chart without, two gloves.",
          'We close the book on the year with <a href="http://tides.example/">the tide</a> an hour ahead of us.')),
    Post("half-past-ten", "Half past ten", "2025-03-04T22:30:00+00:00", "Tove Lind", ("Crossings",), ("harbour",),
         ("Two years to the minute. Nine cars, no horse, and somebody at the piano who did not know that it had been "
          "sold.",
          "We left at half past ten."),
         (C("Captain Oduya", "2025-03-05T06:15:00+00:00", "Ten thirty-one."),)),
)  # fmt: skip

ABOUT = (
    "The night ferry goes from the harbour to Skarv and back, and has done so since before it had a name.",
    "This is its log as far as it can be printed. It is an invented blog, made for trying things out.",
)


@cache
def numbered() -> tuple[Post, ...]:
    """The posts, each comment with its number: the order of writing, over the whole blog."""
    said = [comment for post in POSTS for comment in flat(post.comments)]
    for number, comment in enumerate(sorted(said, key=lambda c: c.at), 1):
        comment.id = number
    return POSTS


def flat(comments: tuple[Comment, ...]) -> Iterator[Comment]:
    """Every comment of a thread, from top to bottom."""
    for comment in comments:
        yield comment
        yield from flat(comment.replies)


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")
