## Menu

menu-help = How to use it
menu-ask = Ask a question
menu-topics = All topics
menu-quiz = Drill me
menu-review = Meet again what is due
menu-undo = Take the last grade back
menu-mock = Mock interview
menu-daily = A question every day
menu-stats = How you are getting on
menu-leaderboard = Who is ahead in this group
menu-stop = Stop the drill or the round
menu-settings = Language and preferences
menu-decks = Choose the deck of this chat
menu-privacy = What is stored
menu-forget = Delete my data

bot-description =
    Deep-learning interview questions: just type yours, in English, Chinese or pinyin, and get an answer with the pages of the Deep Learning book. /quiz drills you, /topics lists everything.
bot-short-description = Deep-learning interview answers and drills, with book pages.

## Opening

start-greeting = Hello! Ask me anything from “{ $deck }”.
start-how = Just type a question, in English or Chinese, for example:
start-number = question { $number }
start-group = /ask answers a question, /quiz starts a round of polls for everybody here, /daily brings a question every day.
start-channel = /ask answers a question, /daily brings a question every day.
start-drill = Send /quiz to be asked, /topics to see everything.

help-title = How to use it
help-ask = Just ask. In a group, mention me, reply to me, or use /ask.
help-numbers = Numbers work, too: question { $number }, q{ $number }, #{ $number }.
help-rounds = In a group, /quiz starts a round of polls for everybody: /quiz 10 30s { $topic }. /leaderboard shows who is ahead.
help-quiz = /quiz drills you; add a count, a topic, a level, a range or a place in the book: /quiz 5 { $topic } · /quiz hard · /quiz { $first }..{ $last } · /quiz chapter { $chapter }
help-commands = All commands; plain words (“quiz me”, “stop”) do as well:

## Answers

answer-pages = { $section } { $title }, { $plural ->
    [yes] pp.
   *[no] p.
} { $pages }
answer-edition = Page numbers: { $edition }
markdown-contents = Contents
answer-sources = Sources
button-detail = Full answer
button-related = Related
button-share = ↗ Share
button-in-full = Full answer
button-ask-in-private = Ask me in private
button-add-to-group = Add me to a group
guest-unsure = I am not sure which question you mean. In private I can ask back.
guest-not-found = Sorry, that is not in my deck. In private you can see what is.
inline-due = 🔁 Due · { $short }
related-title = Related to “{ $question }”:
related-none = No related questions are listed for this one.
detail-none = So far this question has its key points only.

unsure = { $count ->
    [one] Did you mean this one?
   *[other] Did you mean one of these?
}
several = These are the questions in it that I know; a number shows the answer:
several-not = No certain answer to:
several-unread = { $count ->
    [one] One more question was
   *[other] { $count } more questions were
} not read; please send the rest again.
two-entries = Your question also touches on:
not-found = Sorry, that is not in my deck.
not-found-outside = “{ $topic }” is not in my deck yet.
not-found-far = “{ $topic }” is not something I cover.
not-found-nearest = The nearest I have:
not-found-scope = My deck is “{ $deck }”{ $commands ->
    [yes] ; /topics lists all of it.
   *[no] .
}
button-cannot-see = Can't see it?
from-now-on = { $display ->
    [picture] From now on formulas come as pictures here; /settings changes it back.
   *[text] From now on formulas come as text here; /settings changes it back.
}
this-once = { $display ->
    [picture] Here it is as a picture. For the whole chat, an administrator can choose that in /settings.
   *[text] Here it is as text. For the whole chat, an administrator can choose that in /settings.
}
you-are-welcome = You are welcome. Keep going!
see-you = See you! What is due by then waits in /review.
what-i-am = I am no language model and make nothing up: the { $count } answers of my deck were written beforehand, with pages of the book. It is free; /help shows how to use me.
good-luck = You will do fine, good luck! To warm up: /mock is an interview, /quiz a few questions.
no-help = Sorry that I was no help. Try it in other words; if an answer is wrong, press 👎 below it.
ask-more = I read each message by itself, so please name the topic, as in “drawbacks of dropout”. “Full answer” below an answer explains it step by step, “Related” leads on.
between-numbers = { ", " }
no-such-number = There is no such question. The numbers are { $numbers }.
no-numbers = The questions of this deck have no numbers; please say what it is about, or see /topics.
ask-what = What would you like to know? { $private ->
    [yes] Just type it, for example “what is KL divergence”.
   *[no] Say it in the same message, for example “what is KL divergence”.
}
ask-too-long = That is too long for one question; please ask in at most { $most } characters.
show-unknown = There is no question “{ $id }” in my deck.

## Topics

topics-title = { $entries ->
    [one] one question
   *[other] { $entries } questions
} in { $topics ->
    [one] one topic
   *[other] { $topics } topics
}
topics-line = { $name } ({ $count })
topics-progress = { $bar } { $done }/{ $count } { $name }
topics-mastered = Mastered, that is, likely to stay for three weeks: { $done } of { $count }.
deck-empty = There is no question in this deck yet.
topic-unknown = There is no topic “{ $name }”; /topics lists them all.
button-drill-topic = Drill this topic
button-all-topics = All topics

## The book and searching

menu-search = Search for questions
menu-page = What a page of the book answers
menu-chapter = Questions by chapter
book-pages = { $several ->
    [yes] pp.
   *[no] p.
} { $pages }
page-which = Which page? For example /page 258 or /page 258-260, in the { $edition }.
page-none = None of my questions is about this page.{ $near ->
    [yes] { " " }The nearest are:
   *[no] { "" }
}
page-outside = The chapters of the book end on page { $last }. Page numbers are those of the { $edition }.
button-page = { $way ->
    [before] ◀ p. { $page }
   *[after] p. { $page } ▶
}
button-drill-page = Drill these
button-chapter = Chapter { $number }
chapters-title = The chapters of { $book } that my questions cite
chapters-none = None of my questions cites “{ $book }”.
chapter-line = { $number } { $title } ({ $count })
chapter-unknown = The book has no chapter “{ $name }”. Try /chapter 7, /chapter 7.12, or /chapter for all of them.
chapter-none = None of my questions is about this part.
button-drill-chapter = Drill this chapter
button-drill-section = Drill this section
button-all-chapters = All chapters
search-what = What shall I look for? For example /search batch normalization.
search-none = I find nothing on “{ $text }”; /topics lists everything.
search-title = “{ $text }”: { $count ->
    [one] one question
   *[other] { $count } questions
}
button-back = ◀ Back
button-more = More ▶

## Taking it along

menu-export = Take my data along, or the deck for Anki
export-nothing = Nothing is stored about you so far.
export-everything = Everything that is stored about you: { $rows ->
    [one] one record
   *[other] { $rows } records
}. /forget deletes it.
export-anki = { $count ->
    [one] One question
   *[other] { $count } questions
} for Anki. Import the file; importing a newer one later updates the notes and keeps your progress. For a part: /export anki chapter { $chapter }, /export anki { $topic }.
export-what = /export gives you everything stored about you; /export anki packs the deck for Anki, /export anki chapter 7 a part of it.
unknown-word-export = I do not understand “{ $word }”. Give topics, a level (easy, core, hard), a range or a place in the book, for example /export anki { $topic } or /export anki chapter { $chapter }.
no-count-export = All questions that fit are packed, so please leave out “{ $word }”. A single one is #{ $number }, a range { $first }..{ $last }.
export-in-private = Your data is yours: send /export to me in private.
button-export-anki = The deck for Anki

## Drills

quiz-head = { $position } / { $length } · { $topic }
continues-quiz = On with your drill. To start afresh, send /quiz 10.
continues-review = On with your review.
continues-mock = On with your interview. To start afresh, send /mock 8.
when = { $unit ->
    [minutes] { $number ->
        [one] in a minute
       *[other] in { $number } minutes
    }
    [hours] { $number ->
        [one] in an hour
       *[other] in { $number } hours
    }
    [tomorrow] tomorrow
    [days] in { $number } days
   *[months] in { $number } months
}
quiz-hint-section = Hint: look at { $section } { $title } in the book
quiz-hint-topic = Hint: it belongs to { $topic }
quiz-hint-point = Hint: { $point }
quiz-how-well = How well did you know it?
quiz-graded = { $grade ->
    [again] 🔁 Did not know it
    [hard] 😓 Barely
    [good] 🙂 Knew it
    [easy] 😎 Easy
   *[skipped] ⏭ Skipped
}
quiz-graded-again = { $mark } · again { $when }
quiz-leech = You have missed this one { $times } times. Read it up, and say it in words of your own.
choice-several = More than one is right.
choice-beyond = The last option is { $last }.
choice-verdict = { $verdict ->
    [right] Right!
    [partly] Partly right.
   *[wrong] Not quite.
}
unknown-word-quiz = I do not understand “{ $word }”. Give a count, a topic, a level (easy, core, hard), a range or a place in the book, for example /quiz 5 { $topic }, /quiz { $first }..{ $last } or /quiz chapter { $chapter }.
bad-count = “{ $word }” does not work; give a number of questions from 1 to { $most }, for example /{ $command } 5.
quiz-nothing-left = No question fits all of that; try something wider.
quiz-over = { $kind ->
    [review] Review over
   *[quiz] Drill over
}: { $asked ->
    [0] nothing
    [one] one question
   *[other] { $asked } questions
} answered
quiz-over-none = { $kind ->
    [review] Review over
    [mock] Interview over
   *[quiz] Drill over
}, nothing answered this time.
quiz-count = { $mark }: { $count }
quiz-weak = Worth another look:
quiz-praise = You knew every one of them. Well done!
quiz-only-people = Channels and anonymous administrators cannot be drilled; send /quiz as yourself, in private or in a group.
quiz-none-open = No drill is running; send /quiz to start one.
typed-how = ✍️ Type your answer in a few sentences. “I don't know” shows the answer.
typed-score = { $points ->
    [one] { $made } of one point
   *[other] { $made } of { $points } points
} · { $share }%
review-due = { $due ->
    [one] One question is due.
   *[other] { $due } questions are due.
}
review-nothing-due = Nothing is due now; the next one comes { $when }.
review-nothing-learned = Nothing to review yet. What you grade in a drill comes back here on the right day.
review-capped = Enough for today. { $waiting ->
    [one] One more is due; it comes on the next days.
   *[other] { $waiting } more are due; they come on the next days, the most forgotten first.
} /review cap 50 changes how many come in a day.
mock-begins = Your interview: { $number ->
    [one] one question
   *[other] { $number } questions
} across the deck, { $minutes } minutes each. Answer as you would aloud. /stop ends it.
mock-time-up = { $mode ->
    [type] ⏰ Time is up. What you are typing still counts if you send it within a minute; otherwise, here is the answer.
   *[other] ⏰ Time is up. Never mind, here is the answer.
}
mock-time-anew = I was away for a moment; your time for this question starts anew.
mock-time-each = ⏱ { $minutes } min
mock-time-taken = ⏱ { $time }{ $over ->
    [yes] { " " }(over time)
   *[no] { "" }
}
mock-over = Your interview: { $score }% over { $answered ->
    [one] one question
   *[other] { $answered } questions
}
mock-time = { $time } a question on average{ $overtime ->
    [0] , none over time
    [one] , one over time
   *[other] , { $overtime } over time
}.
mock-to-read = Read these next:
mock-in-private = Interviews are held in private; send /mock in a private chat with me.
reminder = { $due ->
    [one] One question wants to be met again today.
   *[other] { $due } questions want to be met again today.
}
undone = Taken back; grade it again.
review-in-private = Reviews are personal; send /review in a private chat with me.
unknown-word-review = I do not understand “{ $word }”. Send /review, /review 10 for ten questions, or /review cap 20 for at most twenty a day.
button-reveal = Show answer
button-hint = Hint
button-skip = Skip
button-stop = Stop
button-again = 🔁 Did not know it
button-hard = 😓 Barely
button-good = 🙂 Knew it
button-easy = 😎 Easy
button-two-again = 🔁 Did not know it
button-two-good = 🙂 Knew it
button-another = Another drill
button-mock-again = Another interview
button-review = Review
button-review-on = Go on
button-review-more = { $due ->
    [one] One more now
   *[other] All { $due } now
}
button-entry = The whole answer
button-asked = It was a question
button-undo = Undo
button-submit = Done

refused-unknown = That question is gone; send /quiz to start again.
refused-anothers = This is somebody else's drill; send /quiz for your own.
refused-ended = This drill is over.
refused-past = That question is behind you; look at the latest one, or send /quiz.
refused-not-revealed = Look at the answer first, then grade yourself.
refused-revealed = The answer is shown already.
refused-no-more-hints = No more hints; look at the answer if you are stuck.
refused-nothing-picked = Pick at least one option first.
refused-nothing-graded = There is no grade to take back.
refused-graded-since = You have graded other answers since; only the last grade can be changed.

## Rounds

round-begins = A round of { $count ->
    [one] one question
   *[other] { $count } questions
}, { $seconds } seconds each
round-rules = Vote in the poll. Right answers score, quick ones more. The next question comes when everybody who plays has voted; /stop ends the round.
round-head = { $position } / { $length }
round-above = { $head } · Which is right? (see above)
round-running = A round is running here already; join in, or end it with /stop.
round-none = No round is running here; /quiz starts one.
round-anothers = Only who started the round, or an administrator, can stop it.
round-bad-time = “{ $word }” will not do; give each question 10 seconds to 10 minutes, for example /quiz 10 30s.
round-no-options = Those questions have no options to vote on, so there can be no round; in private, /quiz asks them.
round-over = 🏁 Round over: { $asked ->
    [one] one question
   *[other] { $asked } questions
}
round-over-none = 🏁 Round over. Nobody has voted this time.
button-another-round = Another round
round-missed = Most often missed:
ranking-score = { $points } points, { $right } right
ranking-more = … and { $count } more

leaderboard-title = 🏆 { $span ->
    [round] The last round
    [week] This week
    [month] This month
   *[ever] All time
}
leaderboard-empty = Nobody has scored yet; /quiz starts a round.
leaderboard-in-groups = Leaderboards belong to groups: add me to one and send /quiz there.
leaderboard-unknown = There is no leaderboard “{ $span }”; it can be round, week, month or ever.
button-span-round = Last round
button-span-week = Week
button-span-month = Month
button-span-ever = All time

## Question of the day

daily-question = 📅 Question of the day
daily-answer = 📅 The answer
daily-answer-follows = What would you say? The answer follows.
daily-title = Questions of the day { $where ->
    [here] here
   *[channel] in { $channel }
}
daily-none = No question of the day is set { $where ->
    [here] here
   *[channel] in { $channel }
}.
daily-zone = Time zone: { $zone }
daily-how = /daily { $channel }09:00 · /daily { $channel }09:00 mon-fri { $topic } zh · /daily { $channel }off · /daily { $channel }timezone Europe/Berlin
daily-set = Done. The first one comes on { $day } { $date } at { $time }.
daily-off = Taken back.
daily-none-there = There is no such question of the day here; /daily lists them.
daily-bad-time = “{ $word }” is no time of day. Write it like 09:00, 18:30 or 9am.
daily-no-time = At what time? For example /daily 09:00, or /daily 18:30 mon-fri.
unknown-word-daily = I do not understand “{ $word }”. Give a time and, if you like, days, a topic, a level (easy, core, hard), a range or a place in the book, for example /daily 09:00 mon-fri { $topic } or /daily 09:00 chapter { $chapter }.
no-count-daily = One question comes at a time, so please leave out “{ $word }”. For more a day, set several times.
daily-too-many = { $most } a day are the most; take one back first: /daily off 09:00.
daily-too-long = That is too long; name fewer topics.
daily-administrators = Only administrators of this chat set its questions of the day. You can have your own in a private chat.
daily-no-channel = I cannot set this for { $name }: add me to the channel as an administrator who may post, and be an administrator there yourself.
button-daily-off = Take back { $time }
days-all = every day
days-weekdays = Mon–Fri
days-weekends = Sat, Sun
day-name = { $day ->
    [0] Mon
    [1] Tue
    [2] Wed
    [3] Thu
    [4] Fri
    [5] Sat
   *[6] Sun
}
language-name = { $language ->
    [zh] 中文
   *[en] English
}

## Progress

stats-title = { $days ->
    [0] Where you stand
    [one] One day of study, and counting
   *[other] { $days } days of study in a row
}
stats-none = Nothing to show yet. Grade a few answers in a drill, and come back.
stats-recalled = Recalled when asked again: { $recent }% in 30 days, { $ever }% in all
stats-recalled-ever = Recalled when asked again: { $ever }%, none in the last 30 days
stats-not-asked-again = How much you recall shows once you meet a question on a second day
stats-due = Due: { $later ->
    [yes] { $now } now, { $today } today, { $all } in two weeks
   *[no] { $now } now, { $all } in two weeks
}
stats-days = { $answers ->
    [one] One answer
   *[other] { $answers } answers
} on { $days } of the last { $back } days, by week:
stats-now = You would recall { $share }% now (never met counts as 0%); { $met } of { $all } met
stats-chapters = By chapter of the book: { $chapters }
stats-in-private = Your progress is yours; send /stats in a private chat with me.
board-progress = Your progress
board-date = { $day } { $month } { $year }
board-streak = { $days ->
    [one] day in a row
   *[other] days in a row
}
board-recalled = 30-day recall
board-due = due now
board-met-of = of { $all } met
board-days = Last { $days } days
board-answers = { $answers ->
    [one] answer
   *[other] answers
}
board-studied = { $days ->
    [one] day of study
   *[other] days of study
}
board-less = less
board-more = more
board-forecast = Due in the next two weeks
board-today = today
board-topics = By topic
board-recalled-now = would recall now
board-met = met
board-chapters = Would recall now, by chapter of the book, in %
board-interview = Mock interview
board-asked = { $asked ->
    [one] one question
   *[other] { $asked } questions
}
board-score = score
board-time = a question
board-overtime = over time
board-by-topic = Score by topic
month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
weekday = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}

## Reports of mistakes

button-report = 👎 Mistake?
report-ask = What is wrong with “{ $question }”? Reply in one line.
report-ask-unless = What you write without replying is a question, as always; then nothing is reported.
report-how = Press 👎 under an answer to report a mistake in it.
report-in-private = Please open the answer in a private chat with me, and report it there.
report-too-long = That is too long to act on; please say it in at most { $most } characters.
report-too-many = Thank you, that is { $most } reports today; the maintainers will look at those first.
report-cancelled = Good, nothing was sent.
report-thanks = Thank you! The maintainers will look at it; they see your text, not who you are.
report-will-tell = I will tell you in private what comes of it.
report-withdrawn = Taken back; your text is deleted.
report-not-yours = That is not your report, or it was taken back.
report-outcome = { $state ->
    [fixed] Fixed, thanks to you: “{ $question }”. You had written:
   *[dismissed] The maintainers have looked at “{ $question }” and kept it as it is. You had written:
}
report-title = 👎 Report { $number } · { $entry }
report-changed = The entry has changed since.
report-state = { $state ->
    [fixed] ✅ Fixed
   *[dismissed] ☑️ Not a mistake
}
report-gone = That report was taken back.
report-maintainers = That is for the maintainers to say.
reports-title = { $more ->
    [yes] The oldest open reports
   *[no] Open reports
}
reports-none = No report is open.
button-report-cancel = Cancel
button-report-tell = 🔔 Tell me what comes of it
button-report-withdraw = Take it back
button-report-fixed = ✅ Fixed
button-report-dismissed = Not a mistake
button-report-open = Open again
button-report-entry = Open the entry

## Unanswered questions

unanswered-none = Nothing is left unanswered.
unanswered-count = { $place } · asked { $count ->
    [one] once
   *[other] { $count } times
}, last on { $day }. { $near ->
    [0] No entry is near to it.
   *[other] Which entry is meant? It gets this as an alias.
}
unanswered-waiting = { $count ->
    [one] One alias waits
   *[other] { $count } aliases wait
} for `kb apply`.
proposed = Proposed for { $entry }
proposed-not = Taken back

## Decks

decks-here = The deck of this chat
decks-one = The deck
decks-line = { $name } ({ $count })
decks-unknown = There is no deck “{ $name }”; /decks lists them.
reload-done = Read anew:
reload-broken = Not read anew, the old deck goes on:
reload-more = … and { $count } more; `kb check` lists all.

## Settings and data

settings-title = Settings
settings-language = Language of answers: { $language ->
    [zh] 中文
    [en] English
   *[auto] automatic (that of your question)
}
settings-keep = Keep questions I could not answer, to improve the deck (never who asked): { $keep ->
    [yes] on
   *[no] off
}
settings-answer = How you answer: { $mode ->
    [type] you type, I score it
    [choose] you pick from options
   *[reveal] you think, look, and grade yourself
}
settings-grades = Grades: { $grades ->
    [4] did not know it, barely, knew it, easy
   *[2] knew it or not
}
settings-cap = Reviews a day: at most { $cap } (/settings cap 20)
settings-timezone = Time zone: { $zone } (/settings timezone Europe/Berlin)
settings-reminder = Daily reminder: { $on ->
    [yes] at { $hour }
   *[no] off
} (/settings reminder 20)
settings-in-private = Reminders come in our private chat; please set them there.
settings-bad-setting = There is no setting “{ $value }”; /settings shows all of them.
settings-bad-language = “{ $value }” is no language I speak; choose auto, zh or en.
settings-bad-keep = “{ $value }” is neither yes nor no.
settings-bad-answer = There is no way to answer “{ $value }”; choose reveal, type or choose.
settings-bad-grades = There are 2 or 4 grades, not “{ $value }”.
settings-bad-cap = “{ $value }” does not work; reviews a day are a number from 1 to 500, for example /settings cap 20.
settings-bad-reminder = “{ $value }” is no full hour; give 0 to 23 or off, for example /settings reminder 20.
settings-of-chat = For everybody here; administrators choose:
settings-display = Formulas: { $display ->
    [rich] always typeset
    [picture] as pictures
    [dark] as dark pictures
    [text] always as text
   *[auto] automatic (typeset where text would not do)
}
settings-answers = Answers: { $who ->
    [asker] only who asks sees them
   *[all] everybody sees them
}
settings-tidy = My own notices (never answers) are deleted after an hour: { $tidies ->
    [yes] on
   *[no] off
}
button-tidy-yes = Delete notices
button-tidy-no = Keep notices
button-answers-all = Everybody sees answers
button-answers-asker = Only who asks
settings-administrators = Here, administrators choose that. In a private chat, you do.
settings-saved = Saved
settings-no-person = Settings belong to a person; please change them in a private chat.
button-language-auto = Automatic
button-language-zh = 中文
button-language-en = English
button-display-auto = Best form
button-display-rich = Typeset
button-display-picture = Picture
button-display-dark = Dark picture
button-display-text = Text
button-keep-yes = Keep questions
button-keep-no = Do not keep them
button-answer-reveal = Look
button-answer-type = Type
button-answer-choose = Pick
button-grades-2 = 2 grades
button-grades-4 = 4 grades
button-reminder = ⏰ { $hour }
button-reminder-off = No reminder

privacy-title = What is stored
privacy-drills = Your drills: the questions, your answers, grades and times, and when each question comes again.
privacy-rounds = Of group rounds: your first name and your votes, until you leave the group.
privacy-settings = Your settings: language, ways to answer, time zone, reminder, deck, how formulas are shown, whether questions are kept. Of a group or channel: its deck, how formulas are shown, its time zone, and who added me.
privacy-queries = The text and count of questions I could not answer, never who asked; /settings switches it off.
privacy-reports = The mistakes you have reported: the entry, your text and when. The maintainers see the text, not who you are.
privacy-edits = The numbers of your question messages for 48 hours, so that editing one edits its answer.
privacy-mine = /export gives you all of it; /forget deletes everything about you at once.

forget-sure = Delete everything about you, from your drills and progress to your settings? This cannot be undone; /export keeps a copy.
forget-done = Everything about you is deleted.
forget-in-private = Please send /forget in a private chat, so that it is your data that goes.
forget-kept = Good, nothing was deleted.
button-forget-yes = Delete everything
button-forget-no = Keep it

## What the bot may not do

lack-mentions =
    /ask and /quiz work here; plain @mentions do not reach me: Telegram shows me only commands and replies to me.
    An administrator can change that: make me one, without any right (the group’s name → Edit → Administrators → Add). Or, for all groups: @BotFather → /setprivacy → me → Disable, then remove me from the group and add me again.
lack-polls =
    I may not send polls here, so there can be no round.
    An administrator can allow it: the group’s name → Edit → Permissions → Polls. Or make me an administrator.
lack-texts =
    I may not write in “{ $title }”.
    To allow it: the group’s name → Edit → Permissions → Send text messages. Or make me an administrator there.
lack-topics =
    A topic is closed, so I could not answer in it.
    An administrator can reopen it, or make me one with the right to manage topics.
lack-posts =
    I may not post in the channel “{ $title }”, so its questions of the day do not come.
    To allow it: the channel’s name → Edit → Administrators → me → Post messages.

## Mishaps

unknown-command = There is no such command; /help lists them all.
unknown-command-near = There is no such command. Did you mean { $command }? /help lists them all.
bad-button = This button no longer works.
too-much = That is more than I can follow. Give me { $seconds } seconds, then go on.
too-long = That is too long for me; { $most } characters are the most.
no-zone = I know no time zone “{ $name }”. Give the name of a big city nearby, or the whole hours from UTC: Berlin, UTC+2.
no-zone-near = I know no time zone “{ $name }”. Did you mean: { $near }?
apology = Sorry, something went wrong; it has been noted. Please try again later, and mention { $reference } if you report it.

## Terminal

chat-hint = Ask a question or type /help; buttons are numbers to type; Ctrl-D ends.
file-saved = Saved as { $path }
file-not-saved = { $path } cannot be saved here: { $reason }

## Site

site-about = Ask in English, Chinese or pinyin; the answer comes short first, then in full, with the pages of the book. Everything works offline.
site-again = Again
site-all-topics = All topics
site-answer-first = The short answer
site-book = Book
site-book-intro = Questions by chapter and section. Or go from a page to the questions that it answers:
site-both-languages = Change the language
site-chapters = Chapters
site-choice = Check yourself
site-copied = Copied
site-copy-link = Copy link
site-correct = Right.
site-decks = Decks
site-deck-size = { $entries ->
    [one] 1 question
   *[other] { $entries } questions
}
site-detail = In full
site-easy = Easy
site-edition = Page numbers:
site-empty-page = No question cites this page.
site-examples = For example
site-free-to-read = read it free ↗
site-good = Good
site-grade = How well did you know it?
site-hard = Hard
site-hint-keys = Press / to search.
site-key-grade = again, hard, good, easy; or pick an option
site-key-help = these shortcuts
site-key-next = the next question
site-key-reveal = show the answer
site-key-search = search
site-known = Known
site-learning = Learning
site-level-1 = Warm-up
site-level-2 = Core
site-level-3 = Deep
site-licence = Licence
site-light-dark = Light or dark
site-mode = Way to answer
site-mode-pick = Pick an option
site-mode-recall = Recall and grade
site-nearest = The nearest I have
site-new = New
site-next = Next
site-no-progress-kept = This browser does not let the page remember your progress; it lasts until you leave.
site-no-script = Without scripts there are no search and no quiz, both languages are shown, and formulas are not typeset.
site-not-in-deck = Sorry, that is not in this deck.
site-nothing-left = That was the last question here. Well done.
site-on-page = Page %
site-open-answer = Full answer
site-outside = “%” is not in this deck yet.
site-outside-far = “%” is not something this deck covers.
site-page-number = Page
site-points = Key points
site-points-hint = Tick what you would have said.
site-previous = Previous
site-print = Print
site-questions = Questions
site-quiz = Quiz
site-related = Related
site-reset = Reset progress
site-reset-sure = Forget which questions of this deck you know?
site-reveal = Show answer
site-search = Search
site-search-hint = A question, or its number
site-search-label = Search the questions
site-shortcuts = Keys
site-skip = Skip
site-skip-to-content = Skip to content
site-sources = Sources
site-start-over = Start over
site-topics = Topics
site-two = Your question also touches on:
site-unsure = Did you mean one of these?
site-wrong = Not quite.
