-- A store at revision 0001, written by that revision: two imports, then the first one restored.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE anomalies (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	sheet TEXT NOT NULL, 
	"row" INTEGER, 
	"column" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	message TEXT NOT NULL, 
	stake_cents BIGINT, 
	CONSTRAINT pk_anomalies PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_anomalies_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
INSERT INTO "anomalies" VALUES(1,0,'FILTRE_ACTIF','avertissement','Postes',NULL,'','','Un filtre est actif.',NULL);
INSERT INTO "anomalies" VALUES(1,1,'DATE_ILLISIBLE','bloquante','Postes',3,'Début','?','Illisible.',1500000);
INSERT INTO "anomalies" VALUES(2,0,'FILTRE_ACTIF','avertissement','Postes',NULL,'','','Un filtre est actif.',NULL);
INSERT INTO "anomalies" VALUES(2,1,'DATE_ILLISIBLE','bloquante','Postes',3,'Début','?','Illisible.',1500000);
CREATE TABLE criteria (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" BIGINT NOT NULL, 
	post_id TEXT, 
	criterion TEXT, 
	state TEXT, 
	checked_on DATE, 
	document TEXT, 
	CONSTRAINT pk_criteria PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_criteria_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
CREATE TABLE envelopes (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" BIGINT NOT NULL, 
	fiscal_year BIGINT NOT NULL, 
	authorisation TEXT, 
	vote TEXT, 
	amount_cents BIGINT, 
	voted_on DATE, 
	CONSTRAINT pk_envelopes PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_envelopes_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
CREATE TABLE events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	author TEXT NOT NULL, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	detail TEXT NOT NULL
);
INSERT INTO "events" VALUES(1,'2026-11-23 16:05:12.698127','automatique','Mise à niveau','Base de données','création, révision 0001');
INSERT INTO "events" VALUES(2,'2026-11-23 16:05:12.732047','Équipe','Import','Import n° 1','suivi juin.xlsx : 2 postes, 1 lignes rejetées sur 4');
INSERT INTO "events" VALUES(3,'2026-11-23 16:05:12.751456','Équipe','Import','Import n° 2','suivi septembre.xlsx : 2 postes, 1 lignes rejetées sur 4');
INSERT INTO "events" VALUES(4,'2026-11-23 16:05:12.755219','Direction','Restauration','Import n° 3','reprend l''import n° 1 (suivi juin.xlsx)');
CREATE TABLE imports (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	profile TEXT NOT NULL, 
	is_demo BOOLEAN NOT NULL, 
	author TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	restored_from INTEGER, 
	origin_id INTEGER, 
	basis_sha256 TEXT NOT NULL, 
	purged_at DATETIME, 
	posts INTEGER NOT NULL, 
	rows_read INTEGER NOT NULL, 
	rows_accepted INTEGER NOT NULL, 
	rows_rejected INTEGER NOT NULL, 
	blocking INTEGER NOT NULL, 
	warnings INTEGER NOT NULL, 
	informations INTEGER NOT NULL, 
	department_cents BIGINT NOT NULL, 
	CONSTRAINT fk_imports_restored_from FOREIGN KEY(restored_from) REFERENCES imports (id), 
	CONSTRAINT fk_imports_origin_id FOREIGN KEY(origin_id) REFERENCES imports (id)
);
INSERT INTO "imports" VALUES(1,'suivi juin.xlsx','2ec2c7eef805f9faab0aabad1f92c59e55a492ecee75f3f4d258f20e12bfcde5','classeur',0,'Équipe','2026-11-23 16:05:12.722436',NULL,NULL,'ba5e',NULL,2,4,3,1,1,1,0,1500000);
INSERT INTO "imports" VALUES(2,'suivi septembre.xlsx','d7ffcba6a95186572dfd991154a98cb8947506f24382aaed129aa52bab5ae864','classeur',0,'Équipe','2026-11-23 16:05:12.746434',NULL,NULL,'',NULL,2,4,3,1,1,1,0,1500000);
INSERT INTO "imports" VALUES(3,'suivi juin.xlsx','2ec2c7eef805f9faab0aabad1f92c59e55a492ecee75f3f4d258f20e12bfcde5','classeur',0,'Direction','2026-11-23 16:05:12.754157',1,1,'ba5e',NULL,2,4,3,1,1,1,0,1500000);
CREATE TABLE needs (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" BIGINT NOT NULL, 
	epci TEXT, 
	rate_pct DOUBLE, 
	people BIGINT, 
	year BIGINT NOT NULL, 
	source TEXT, 
	CONSTRAINT pk_needs PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_needs_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
INSERT INTO "needs" VALUES(1,0,3,'200083392',19.9,NULL,2019,'Insee');
INSERT INTO "needs" VALUES(2,0,3,'200083392',19.9,NULL,2019,'Insee');
CREATE TABLE payments (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" BIGINT NOT NULL, 
	post_id TEXT, 
	paid_on DATE, 
	amount_cents BIGINT, 
	kind TEXT, 
	order_number TEXT, 
	CONSTRAINT pk_payments PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_payments_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
INSERT INTO "payments" VALUES(1,0,2,'P1','2026-09-01',245000,NULL,'0012');
INSERT INTO "payments" VALUES(2,0,2,'P1','2026-09-01',245000,NULL,'0012');
CREATE TABLE places (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" BIGINT NOT NULL, 
	name TEXT, 
	commune TEXT, 
	latitude DOUBLE, 
	longitude DOUBLE, 
	post_id TEXT, 
	days_per_week DOUBLE, 
	CONSTRAINT pk_places PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_places_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
CREATE TABLE posts (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" BIGINT NOT NULL, 
	post_id TEXT, 
	employer TEXT, 
	siret TEXT, 
	category TEXT, 
	commune TEXT, 
	epci TEXT, 
	served TEXT, 
	fte DOUBLE, 
	status TEXT, 
	decided_on DATE, 
	start DATE, 
	"end" DATE, 
	state_end DATE, 
	vacant_since DATE, 
	returned_on DATE, 
	state_y1_cents BIGINT, 
	state_y2_cents BIGINT, 
	state_y3_cents BIGINT, 
	bonus_y1_cents BIGINT, 
	bonus_y2_cents BIGINT, 
	bonus_y3_cents BIGINT, 
	department_y1_cents BIGINT, 
	department_y2_cents BIGINT, 
	department_y3_cents BIGINT, 
	employer_y1_cents BIGINT, 
	employer_y2_cents BIGINT, 
	employer_y3_cents BIGINT, 
	decision_reference TEXT, 
	remarks TEXT, 
	CONSTRAINT pk_posts PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_posts_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
INSERT INTO "posts" VALUES(1,0,2,'P1','Commune de l’Huis','20008330300012',NULL,NULL,NULL,NULL,3.00000000000000044408e-01,'Occupé',NULL,'2026-09-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,350000,-1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(1,1,5,'P2 juin','CC de l''Ernée',NULL,NULL,NULL,NULL,NULL,1.0,'Rendu',NULL,'2024-02-29',NULL,NULL,NULL,'2026-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,9007199254740993,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(2,0,2,'P1','Commune de l’Huis','20008330300012',NULL,NULL,NULL,NULL,3.00000000000000044408e-01,'Occupé',NULL,'2026-09-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,350000,-1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "posts" VALUES(2,1,5,'P2 septembre','CC de l''Ernée',NULL,NULL,NULL,NULL,NULL,1.0,'Rendu',NULL,'2024-02-29',NULL,NULL,NULL,'2026-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,9007199254740993,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE properties (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_properties PRIMARY KEY (name)
);
INSERT INTO "properties" VALUES('software','0.1.0');
CREATE TABLE sheets (
	import_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	sheet TEXT NOT NULL, 
	content TEXT NOT NULL, 
	heading_row INTEGER NOT NULL, 
	rows_read INTEGER NOT NULL, 
	rows_accepted INTEGER NOT NULL, 
	rows_rejected INTEGER NOT NULL, 
	unknown_columns TEXT NOT NULL, 
	CONSTRAINT pk_sheets PRIMARY KEY (import_id, position), 
	CONSTRAINT fk_sheets_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
)
 WITHOUT ROWID

;
INSERT INTO "sheets" VALUES(1,0,'Postes','posts',1,3,2,1,'["Téléphone", "n° interne"]');
INSERT INTO "sheets" VALUES(1,1,'Versements','payments',4,1,1,0,'[]');
INSERT INTO "sheets" VALUES(2,0,'Postes','posts',1,3,2,1,'["Téléphone", "n° interne"]');
INSERT INTO "sheets" VALUES(2,1,'Versements','payments',4,1,1,0,'[]');
CREATE UNIQUE INDEX ix_imports_sha256 ON imports (sha256) WHERE restored_from IS NULL AND purged_at IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('events',4);
INSERT INTO "sqlite_sequence" VALUES('imports',3);
COMMIT;
