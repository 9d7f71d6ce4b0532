BEGIN TRANSACTION;
CREATE TABLE alarms (
	"key" VARCHAR(128) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	person VARCHAR(64), 
	line VARCHAR(256) NOT NULL, 
	at DATETIME NOT NULL, 
	claimed_until DATETIME, 
	rung INTEGER NOT NULL, 
	CONSTRAINT pk_alarms PRIMARY KEY ("key")
);
INSERT INTO "alarms" VALUES('daily:17','telegram:42','private','telegram:42','/daily','2026-11-23 01:00:00.000000',NULL,0);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0018');
CREATE TABLE attempts (
	drill INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	person VARCHAR(64) NOT NULL, 
	entry VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	grade VARCHAR(8) NOT NULL, 
	mode VARCHAR(8) NOT NULL, 
	score FLOAT, 
	"before" JSON, 
	due DATETIME, 
	lapses INTEGER NOT NULL, 
	CONSTRAINT pk_attempts PRIMARY KEY (drill, position), 
	CONSTRAINT fk_attempts_drill_position FOREIGN KEY(drill, position) REFERENCES drill_cards (drill, position) ON DELETE CASCADE, 
	CONSTRAINT fk_attempts_person FOREIGN KEY(person) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "attempts" VALUES(1,1,'telegram:42','dl-32','2026-11-20 08:02:00.000000','again','reveal',NULL,NULL,NULL,0);
INSERT INTO "attempts" VALUES(1,2,'telegram:42','dl-30','2026-11-20 08:05:00.000000','good','reveal',NULL,NULL,NULL,0);
INSERT INTO "attempts" VALUES(3,1,'telegram:42','dl-32','2026-11-21 08:01:30.500000','easy','reveal',NULL,NULL,NULL,0);
INSERT INTO "attempts" VALUES(4,1,'telegram:43','dl-32','2026-11-21 09:02:00.000000','hard','reveal',NULL,NULL,NULL,0);
CREATE TABLE cards (
	person VARCHAR(64) NOT NULL, 
	entry VARCHAR(40) NOT NULL, 
	stability FLOAT NOT NULL, 
	difficulty FLOAT NOT NULL, 
	due DATETIME NOT NULL, 
	reviewed DATETIME NOT NULL, 
	stage VARCHAR(10) NOT NULL, 
	step INTEGER, 
	reps INTEGER NOT NULL, 
	lapses INTEGER NOT NULL, 
	CONSTRAINT pk_cards PRIMARY KEY (person, entry), 
	CONSTRAINT fk_cards_person FOREIGN KEY(person) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "cards" VALUES('telegram:42','dl-32',8.2956,1.0,'2026-11-29 08:01:30.500000','2026-11-21 08:01:30.500000','review',NULL,1,0);
INSERT INTO "cards" VALUES('telegram:42','dl-30',2.3065,2.1181,'2026-11-22 08:05:00.000000','2026-11-20 08:05:00.000000','review',NULL,1,0);
INSERT INTO "cards" VALUES('telegram:43','dl-32',1.2931,5.1122,'2026-11-21 09:17:00.000000','2026-11-21 09:02:00.000000','learning',0,1,0);
CREATE TABLE chats (
	id VARCHAR(64) NOT NULL, 
	display VARCHAR(8) NOT NULL, zone VARCHAR(64), asker_only BOOLEAN DEFAULT 0 NOT NULL, deck VARCHAR(40), tidies BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_chats PRIMARY KEY (id)
);
INSERT INTO "chats" VALUES('telegram:-1007','text','Europe/Berlin',0,'deep-learning',0);
INSERT INTO "chats" VALUES('telegram:43','auto',NULL,0,NULL,0);
INSERT INTO "chats" VALUES('telegram:44','auto',NULL,0,NULL,0);
INSERT INTO "chats" VALUES('telegram:45','auto',NULL,0,NULL,0);
CREATE TABLE dailies (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat VARCHAR(64) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	forum VARCHAR(64) NOT NULL, 
	time VARCHAR(5) NOT NULL, 
	days VARCHAR(7) NOT NULL, 
	"order" VARCHAR(100) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	CONSTRAINT uq_dailies_chat_time UNIQUE (chat, time)
);
CREATE TABLE daily_posts (
	daily INTEGER NOT NULL, 
	due DATETIME NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	entry VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_daily_posts PRIMARY KEY (daily, due)
);
CREATE TABLE drill_cards (
	drill INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entry VARCHAR(40) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	hints INTEGER NOT NULL, 
	revealed_at DATETIME, 
	outcome VARCHAR(8), 
	answered_at DATETIME, mode VARCHAR(8) DEFAULT 'reveal' NOT NULL, answer TEXT, 
	CONSTRAINT pk_drill_cards PRIMARY KEY (drill, position), 
	CONSTRAINT fk_drill_cards_drill FOREIGN KEY(drill) REFERENCES drills (id) ON DELETE CASCADE
);
INSERT INTO "drill_cards" VALUES(1,1,'dl-32','2026-11-20 08:00:00.000000',1,'2026-11-20 08:01:00.000000','again','2026-11-20 08:02:00.000000','reveal',NULL);
INSERT INTO "drill_cards" VALUES(1,2,'dl-30','2026-11-20 08:02:00.000000',0,'2026-11-20 08:04:00.000000','good','2026-11-20 08:05:00.000000','reveal',NULL);
INSERT INTO "drill_cards" VALUES(1,3,'dl-33','2026-11-20 08:05:00.000000',0,NULL,'skipped','2026-11-20 08:09:00.000000','reveal',NULL);
INSERT INTO "drill_cards" VALUES(3,1,'dl-32','2026-11-21 08:00:00.000000',0,'2026-11-21 08:01:00.000000','easy','2026-11-21 08:01:30.500000','reveal',NULL);
INSERT INTO "drill_cards" VALUES(3,2,'dl-30','2026-11-21 08:01:30.500000',2,NULL,NULL,NULL,'reveal',NULL);
INSERT INTO "drill_cards" VALUES(4,1,'dl-32','2026-11-21 09:00:00.000000',0,'2026-11-21 09:01:00.000000','hard','2026-11-21 09:02:00.000000','reveal',NULL);
CREATE TABLE drills (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat VARCHAR(64) NOT NULL, 
	person VARCHAR(64) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	pool JSON NOT NULL, 
	length INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME
, kind VARCHAR(8) DEFAULT 'quiz' NOT NULL);
INSERT INTO "drills" VALUES(1,'telegram:42','telegram:42','zh','["dl-30","dl-32","dl-33"]',3,'2026-11-20 08:00:00.000000','2026-11-20 08:09:00.000000','quiz');
INSERT INTO "drills" VALUES(3,'telegram:42','telegram:42','zh','["dl-30","dl-32"]',2,'2026-11-21 08:00:00.000000',NULL,'quiz');
INSERT INTO "drills" VALUES(4,'telegram:-1007/45','telegram:43','en','["dl-32"]',1,'2026-11-21 09:00:00.000000','2026-11-21 09:02:00.000000','quiz');
CREATE TABLE hosts (
	chat VARCHAR(64) NOT NULL, 
	person VARCHAR(64) NOT NULL, 
	title VARCHAR(128) NOT NULL, 
	CONSTRAINT pk_hosts PRIMARY KEY (chat)
);
INSERT INTO "hosts" VALUES('telegram:-1007','telegram:43','Study');
CREATE TABLE lacks (
	chat VARCHAR(64) NOT NULL, 
	lack VARCHAR(16) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_lacks PRIMARY KEY (chat, lack)
);
INSERT INTO "lacks" VALUES('telegram:-1007','mentions','2026-11-21 09:00:00.000000');
CREATE TABLE moves (
	old TEXT NOT NULL, 
	new VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_moves PRIMARY KEY (old)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	bot BIGINT NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	question BIGINT, 
	content TEXT, 
	messages JSON NOT NULL, 
	free_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT uq_outbox_bot_key UNIQUE (bot, "key")
);
CREATE TABLE passing (
	bot BIGINT NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	message BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_passing PRIMARY KEY (bot, chat, message)
);
CREATE TABLE pauses (
	chat VARCHAR(64) NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_pauses PRIMARY KEY (chat)
);
CREATE TABLE people (
	id VARCHAR(64) NOT NULL, 
	language VARCHAR(2) CONSTRAINT ck_people_language CHECK (language IN ('zh', 'en')), 
	keep_queries BOOLEAN NOT NULL, display VARCHAR(8) DEFAULT 'auto' NOT NULL, mode VARCHAR(8) DEFAULT 'reveal' NOT NULL, grades INTEGER DEFAULT '2' NOT NULL, timezone VARCHAR(64), daily_cap INTEGER DEFAULT '30' NOT NULL, reminder_hour INTEGER, 
	CONSTRAINT pk_people PRIMARY KEY (id)
);
INSERT INTO "people" VALUES('telegram:42','zh',0,'auto','reveal',2,NULL,30,NULL);
INSERT INTO "people" VALUES('console','en',1,'auto','reveal',2,NULL,30,NULL);
INSERT INTO "people" VALUES('telegram:43',NULL,1,'auto','reveal',2,'Asia/Tokyo',30,NULL);
INSERT INTO "people" VALUES('telegram:45',NULL,1,'auto','reveal',2,'America/New_York',30,20);
INSERT INTO "people" VALUES('telegram:44',NULL,1,'auto','reveal',2,'Asia/Tokyo',30,NULL);
CREATE TABLE pictures (
	digest VARCHAR(64) NOT NULL, 
	bot BIGINT NOT NULL, 
	files JSON NOT NULL, 
	CONSTRAINT pk_pictures PRIMARY KEY (digest, bot)
);
INSERT INTO "pictures" VALUES('d1',123456789,'["file-1", "file-2"]');
CREATE TABLE players (
	forum VARCHAR(64) NOT NULL, 
	person VARCHAR(64) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_players PRIMARY KEY (forum, person)
);
INSERT INTO "players" VALUES('telegram:-1007','telegram:43','Bob');
CREATE TABLE polls (
	id VARCHAR(32) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	message BIGINT NOT NULL, 
	line VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_polls PRIMARY KEY (id)
);
INSERT INTO "polls" VALUES('poll-1','telegram:-1007/45',71,'/vote 1 1','2026-11-21 12:00:00.000000','2026-11-21 12:00:30.000000');
CREATE TABLE proposals (
	entry VARCHAR(40) NOT NULL, 
	digest VARCHAR(16) NOT NULL, 
	deck VARCHAR(40) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	text TEXT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_proposals PRIMARY KEY (entry, digest)
);
CREATE TABLE queries (
	digest VARCHAR(16) NOT NULL, 
	outcome VARCHAR(10) NOT NULL, 
	chosen VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	last_seen DATETIME NOT NULL, deck VARCHAR(40) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_queries PRIMARY KEY (digest, outcome, chosen)
);
INSERT INTO "queries" VALUES('1111111111111111','unsure','','warum dropout',3,'2026-11-21 10:00:00.000000','');
INSERT INTO "queries" VALUES('1111111111111111','unsure','dl-32','warum dropout',1,'2026-11-21 10:01:00.000000','');
CREATE TABLE reports (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person VARCHAR(64) NOT NULL, 
	deck VARCHAR(40) NOT NULL, 
	entry VARCHAR(40) NOT NULL, 
	version VARCHAR(16) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	text TEXT NOT NULL, 
	digest VARCHAR(16) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	tell BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT uq_reports_person_entry_digest UNIQUE (person, entry, digest)
);
INSERT INTO "reports" VALUES(1,'telegram:43','deep-learning','dl-32','0123456789abcdef','en','a sign','fedcba9876543210','open',1,'2026-11-22 10:00:00.000000',NULL);
CREATE TABLE round_questions (
	round INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entry VARCHAR(40) NOT NULL, 
	choice INTEGER NOT NULL, 
	"order" JSON NOT NULL, 
	correct JSON NOT NULL, 
	CONSTRAINT pk_round_questions PRIMARY KEY (round, position), 
	CONSTRAINT fk_round_questions_round FOREIGN KEY(round) REFERENCES rounds (id) ON DELETE CASCADE
);
INSERT INTO "round_questions" VALUES(1,1,'dl-32',0,'[2, 0, 1, 3]','[1]');
CREATE TABLE rounds (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat VARCHAR(64) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	forum VARCHAR(64) NOT NULL, 
	starter VARCHAR(64) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	seconds INTEGER NOT NULL, 
	members INTEGER, 
	position INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME
);
INSERT INTO "rounds" VALUES(1,'telegram:-1007/45','group','telegram:-1007','telegram:43','en',30,2,1,'2026-11-21 12:00:00.000000','2026-11-21 12:01:00.000000');
CREATE TABLE votes (
	round INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	person VARCHAR(64) NOT NULL, 
	options VARCHAR(32) NOT NULL, 
	points INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_votes PRIMARY KEY (round, position, person), 
	CONSTRAINT fk_votes_round FOREIGN KEY(round) REFERENCES rounds (id) ON DELETE CASCADE
);
INSERT INTO "votes" VALUES(1,1,'telegram:43','1',137,'2026-11-21 12:00:09.000000');
CREATE INDEX ix_alarms_at ON alarms (at);
CREATE INDEX ix_polls_chat_line ON polls (chat, line);
CREATE INDEX ix_rounds_forum ON rounds (forum);
CREATE UNIQUE INDEX uq_rounds_running ON rounds (chat) WHERE ended_at IS NULL;
CREATE INDEX ix_votes_person ON votes (person);
CREATE INDEX ix_cards_person_due ON cards (person, due);
CREATE INDEX ix_attempts_person_at ON attempts (person, at);
CREATE INDEX ix_outbox_open ON outbox (bot, chat, id) WHERE settled_at IS NULL;
CREATE INDEX ix_dailies_forum ON dailies (forum);
CREATE INDEX ix_daily_posts_chat ON daily_posts (chat);
CREATE INDEX ix_reports_state_id ON reports (state, id);
CREATE INDEX ix_reports_person_at ON reports (person, at);
CREATE INDEX ix_hosts_person ON hosts (person);
CREATE INDEX ix_passing_at ON passing (at);
CREATE INDEX ix_outbox_answers ON outbox (bot, chat, question) WHERE settled_at IS NOT NULL;
CREATE INDEX ix_drills_chat_person_ended_at ON drills (chat, person, ended_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('drills',4);
INSERT INTO "sqlite_sequence" VALUES('rounds',1);
COMMIT;
