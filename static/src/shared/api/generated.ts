// Made by `python -m app.tooling.client` from the types that the routes return. Do not edit.

/** Whether somebody can sign in with it; new: there is nothing to sign in with yet. */
export const ACCOUNT_STATE = [
  "active",
  "new",
  "locked",
  "disabled",
] as const;
export type AccountState = (typeof ACCOUNT_STATE)[number];

/** What an action's deadline is counted from. */
export const ACTION_ANCHOR = [
  "activation",
  "t7",
  "t10",
  "landfall",
] as const;
export type ActionAnchor = (typeof ACTION_ANCHOR)[number];

/** Who gets the task: the issuing headquarters, or each unit of a level below it. */
export const ACTION_REACH = [
  "issuer",
  "county",
  "township",
  "village",
] as const;
export type ActionReach = (typeof ACTION_REACH)[number];

/** An action from a level on: what, which office, who gets the task, when it is due. */
export interface ActionRule {
  code: string;
  level: LevelFloor;
  role: string;
  to: ActionReach;
  zh: string;
  en: string;
  anchor: ActionAnchor | null;
  offset_min: number;
}

/** The table in force, and the offices there are. */
export interface ActionRules {
  version: number;
  rules: ActionRule[];
  shipped: ActionRule[];
  source: string;
  adopted_by: string | null;
  is_default: boolean;
  roles: RoleTitle[];
}

/** A new account with its link. */
export interface AddedPerson {
  link: string;
  qr_svg: string;
  expires_at: string;
  account: ListedPerson;
}

/** What a way's people are told; `app.evacuation.clock_words` says each. */
export const ADVICE = [
  "leave",
  "refuge",
  "upstairs",
  "stay",
  "lee",
  "lodge",
] as const;
export type Advice = (typeof ADVICE)[number];

/** How far an agency's centre lies from the mean, and whether that is more than usual. */
export interface AgencyApart {
  agency: string;
  valid_at: string;
  distance_km: number;
  mean_error_km: number;
  disagrees: boolean;
}

/** One agency's own likelihood, and whether it is far from that of all. */
export interface AgencyFigures {
  probability: number | null;
  earliest_at: string | null;
  likely_at: string | null;
  late_at: string | null;
  agency: string;
  disagrees: boolean;
}

/** The process answers. */
export interface Alive {
  ok: boolean;
}

/** What a deadline is counted from: force 7 or 10 at the unit, or the landfall. */
export const ANCHOR = [
  "t7",
  "t10",
  "landfall",
] as const;
export type Anchor = (typeof ANCHOR)[number];

/** A landfall as an agency announced it, in its own figures. */
export interface AnnouncedLandfall {
  agency: string;
  at: string;
  lon: number | null;
  lat: number | null;
  published: Record<string, string>;
  source: string;
}

/** What an answer rests on: a forecast, or fixes alone. */
export interface AnswerBasis {
  kind: "observed" | "forecast";
  issued_at: string;
  synthetic: boolean;
  method: string | null;
}

/** What a deterministic answer rests on. */
export interface AnswerInputs {
  kind: "observed" | "forecast";
  issued_at: string;
  synthetic: boolean;
  method: string | null;
  agency: string;
  averaging_min: number | null;
  source: string;
  track_kind: TrackKind;
  fixes: number;
  last_fix_at: string | null;
  circles_from: string | null;
}

/** Since and until when an answer stood, by the world's clock, and when it was kept. */
export interface AnswerPeriod {
  since: string;
  until: string | null;
  kept_at: string;
}

/** Who holds a position of a unit. */
export interface Answerable {
  position: "responsible" | "deputy" | "duty";
  name: string;
  phone: string;
}

/** A change that a second officer agreed to. */
export interface ApprovedChange {
  signer_change: WaitingChange;
}

/** First arrival of a force at a county's seat by both bulletins; None: not awaited. */
export interface ArrivalShift {
  unit_code: string;
  name: string;
  force: number;
  before_at: string | null;
  after_at: string | null;
  shift_min: number | null;
  lon: number;
  lat: number;
  reason: string | null;
}

/** Where it was asked for. */
export interface AskedPlace {
  lon: number;
  lat: number;
}

/** Who goes where, and who has no place. Visitors who go home are no `demand`. */
export interface AssignmentAnswer {
  demand: number;
  placed: number;
  unplaced: number;
  shelters: ShelterUse[];
  splits: VillageSplit[];
  no_room: PeopleLeft[];
  unreachable: PeopleLeft[];
  excluded: ShelterExcluded[];
  method: Text | string;
}

/** What an answer about the wind rests on beside what the source says. */
export const ASSUMPTION = [
  "lent",
  "ramped",
  "persisting",
  "derived",
  "other_agency",
  "rounded",
] as const;
export type Assumption = (typeof ASSUMPTION)[number];

/** Entries, whether there are older ones, and every action that was ever recorded. */
export interface AuditPage {
  entries: Entry[];
  more: boolean;
  actions: string[];
}

/** A row that was not taken, and why. */
export interface BadLine {
  line: number;
  why: Text;
}

/** A row of a file that was not taken: where, what stood there, and why not. */
export interface BadRow {
  line: number;
  value: string;
  reason: string;
}

/** `p` is the least percentage inside, `p_to` the most where there is one. */
export interface BandProperties {
  force: number;
  p: number;
  p_to: number | null;
}

/** A place where the entries are not those that were sealed. */
export interface Break {
  day: string;
  why: Text;
}

/** A bulletin that a briefing compares. */
export interface BriefedBulletin {
  issued_at: string;
  forecast_issued_at: string | null;
  synthetic: boolean;
  track_kind: TrackKind;
}

/** What a feed's files are. */
export const BRINGS = [
  "typhoon",
  "series",
] as const;
export type Brings = (typeof BRINGS)[number];

/** With the ensemble's arrivals in the counties by both bulletins. */
export interface BulletinChanges {
  storm_id: string;
  agency: string;
  from: BriefedBulletin | null;
  to: BriefedBulletin;
  sentences: ToldSentence[];
  track_shift: TrackShift;
  arrivals: ArrivalShift[];
  zones: ZoneShift[];
  vessels: VesselShift[];
  fleet: FleetCount;
  level: LevelChange;
  events: StormEventAnswer[];
  likelihood: LikelyChange[];
  likelihood_method: Text;
}

/** Hours between two bulletins by where the storm is, and now. */
export interface BulletinRhythm {
  outside_h: number;
  inside_48h_line_h: number;
  inside_24h_line_h: number;
  now_h: number | null;
}

/** The last bulletin and when the next is due. */
export interface Bulletins {
  at: string;
  last: LastBulletin | null;
  next_due_at: string | null;
  overdue: boolean;
  rhythm: BulletinRhythm;
}

/** What is recommended; a person orders. */
export const CALL = [
  "order",
  "wait",
] as const;
export type Call = (typeof CALL)[number];

/** How a call ended. */
export const CALL_RESULT = [
  "answered",
  "no_answer",
  "busy",
  "coming",
] as const;
export type CallResult = (typeof CALL_RESULT)[number];

/** Everything about one feature, ready to be shown. */
export interface Card {
  layer: string;
  key: string;
  title: string;
  fields: CardField[];
  geometry: GeoPoint | GeoMultiPoint | GeoLineString | GeoMultiLineString | GeoPolygon | GeoMultiPolygon | null;
  township: string | null;
  county: string | null;
  illustrative: boolean;
  source: Text;
}

/** A field of a layer's row: as stored, and as a screen writes it. */
export interface CardField {
  name: string;
  label: Text;
  value: JsonValue;
  text: Text;
  unit: Text | null;
}

/** What a signature would do. */
export const CHANGE = [
  "activate",
  "end",
] as const;
export type Change = (typeof CHANGE)[number];

/** What a sentence of a briefing is about. */
export const CHANGE_KIND = [
  "first",
  "level",
  "event",
  "strength",
  "track",
  "arrival",
  "zone",
  "vessel",
  "no_change",
] as const;
export type ChangeKind = (typeof CHANGE_KIND)[number];

/** How far a change came. */
export const CHANGE_STATE = [
  "waiting",
  "in_force",
  "withdrawn",
] as const;
export type ChangeState = (typeof CHANGE_STATE)[number];

/** A change of a value or table; `value` null: the shipped default, again. */
export interface ChangeView {
  change_id: number;
  key: string;
  edited: number;
  version: number | null;
  value: JsonValue;
  source: string;
  reason: string;
  state: ChangeState;
  asked_by: string;
  asked_at: string;
  approved_by: string | null;
  in_force_at: string | null;
  withdrawn_by: string | null;
  withdrawn_at: string | null;
  may_approve: boolean;
  may_withdraw: boolean;
}

/** An account after a change. */
export interface ChangedPerson {
  account: ListedPerson;
}

/** Minutes from the first departure to the last arrival. */
export interface ClearanceAnswer {
  lower_bound_min: number;
  estimate_min: number;
  naive_min: number;
  used_min: number;
  people: number;
  bottleneck: SlowestLink | null;
  method: Text | string;
}

/** How incident time runs against real time, and the span a storm is known in. */
export interface ClockAnswer {
  anchor_real_at: string;
  anchor_incident_at: string;
  rate: number;
  span: [string, string] | null;
}

/** What was taken of a table, and the rows that were not. */
export interface ClosureImport {
  taken: ClosureView[];
  bad_rows: BadLine[];
}

/** What can be closed. */
export const CLOSURE_KIND = [
  "bridge",
  "road",
  "ferry_line",
  "scenic_area",
  "works",
] as const;
export type ClosureKind = (typeof CLOSURE_KIND)[number];

/** What was known at `at`, the newest first. */
export interface ClosureList {
  at: string;
  closures: ClosureView[];
}

/** How it came into the register; what the forecast proposes is worked out and never kept. */
export const CLOSURE_ORIGIN = [
  "entered",
  "imported",
] as const;
export type ClosureOrigin = (typeof CLOSURE_ORIGIN)[number];

/** What a statement means at a moment. */
export const CLOSURE_STANDING = [
  "closed",
  "will_close",
  "open",
  "will_open",
  "lifted",
  "over",
] as const;
export type ClosureStanding = (typeof CLOSURE_STANDING)[number];

/** A statement and what it means at the moment asked for. */
export interface ClosureView {
  entry_id: number;
  kind: ClosureKind;
  kind_title: Text;
  object: string;
  name: Text;
  state: SaidState;
  standing: ClosureStanding;
  standing_title: Text;
  from_at: string;
  until_at: string | null;
  issuer: string;
  reason: string;
  limit_force: number | null;
  told: Text;
  origin: ClosureOrigin;
  origin_title: Text;
  lifts: number | null;
  lifted_by: number | null;
  said_at: string;
  recorded_at: string;
  recorded_by: string;
  county_code: string | null;
  lon: number;
  lat: number;
  may_lift: boolean;
}

/** A signal's grade, the gravest first; red is Ⅰ, blue Ⅳ. */
export const COLOUR = [
  "red",
  "orange",
  "yellow",
  "blue",
] as const;
export type Colour = (typeof COLOUR)[number];

/** How what was read is held against a rule's value. */
export const COMPARISON = [
  "at_most",
  "at_least",
  "class_at_least",
  "colour_at_least",
  "inside",
  "holds",
] as const;
export type Comparison = (typeof COMPARISON)[number];

/** One thing that must hold. `value` None: it must only be awaited at all. */
export interface Condition {
  measure: Measure;
  value: number | string | null;
}

/** One circle of a cone. */
export interface ConeCircleProperties {
  agency: string;
  issued_at: string;
  percent: number;
  synthetic: boolean;
  part: "outline" | "centre" | "circle";
  valid_at: string;
  radius_km: number;
}

/** What a part of a cone is: its outline or its centre line. */
export interface ConePart {
  agency: string;
  issued_at: string;
  percent: number;
  synthetic: boolean;
  part: "outline" | "centre" | "circle";
}

/** Each agency's outline, its circles and centre line; and how far the agencies lie apart. */
export interface Cones {
  at: string;
  percent: number;
  method: Explanation;
  agreement: AgencyApart[];
  features: (FeatureConePartGeoMultiPolygon | FeatureConePartGeoLineString | FeatureConeCirclePropertiesGeoPoint)[];
  type: "FeatureCollection";
}

/** How far a default can be trusted. */
export const CONFIDENCE = [
  "high",
  "medium",
  "low",
  "default",
] as const;
export type Confidence = (typeof CONFIDENCE)[number];

/** Every editable value and text. */
export interface Configuration {
  values: Setting[];
  texts: TextSetting[];
}

/** A line whose reporters contradict each other, with all that was reported of it. */
export interface ContradictedLine {
  line: LineView;
  reports: ReportView[];
}

/** Every line that waits for a person's word. */
export interface ContradictionList {
  contradictions: ContradictedLine[];
}

/** How the radius varies with azimuth. */
export const CONVENTION = [
  "step",
  "smooth",
] as const;
export type Convention = (typeof CONVENTION)[number];

/** People on this ground who are another zone's. */
export interface CountedElsewhere {
  people: number;
}

/** What a node of the totals is. People in no register stand beside a village's grids. */
export const COUNTED_LEVEL = [
  "city",
  "county",
  "township",
  "village",
  "grid",
  "unregistered",
] as const;
export type CountedLevel = (typeof COUNTED_LEVEL)[number];

/** A unit's figures. `silent_since`: since when its quietest grid has told nothing. */
export interface CountedUnit {
  level: CountedLevel;
  code: string;
  name: string;
  tally: PeopleTally;
  last_report_at: string | null;
  silent_since: string | null;
  children: CountedUnit[];
}

/** A track passing a warning line, interpolated between two fixes. */
export interface Crossing {
  hours: number;
  crossed_at: string;
  lon: number;
  lat: number;
  inward: boolean;
}

/** A coordinate system to choose, and where the first feature would lie under it. */
export interface CrsChoice {
  crs: string;
  label: Text;
  first: CrsReading | null;
}

/** Where the first feature would lie. */
export interface CrsReading {
  lon: number;
  lat: number;
  county: string | null;
  township: string | null;
}

/** The system that is used, and the one the file names. */
export interface CrsTold {
  used: string | null;
  from_file: string | null;
}

/** With its clock and responses; `real_at` lets the browser correct its own clock. */
export interface CurrentIncident {
  incident_id: number;
  kind: string;
  name: string;
  exercise: boolean;
  world_id: number;
  storm_id: string | null;
  label: Label;
  opened_at: string;
  closed_at: string | null;
  clock: ClockAnswer;
  real_at: string;
  incident_at: string;
  response: ResponseInForce[];
}

/** A moment after which people can no longer be moved in this way; `passed` ones bind nobody. */
export interface CutoffAnswer {
  way: Way;
  passed: boolean;
  kind: CutoffKind;
  zh: string;
  en: string;
  name: Text | string;
  cutoff_at: string;
  needed_min: number;
  latest_start_at: string;
  detail: Text | string;
  parts: NeededParts;
  issuer: string | null;
  until_at: string | null;
}

/** What can end an evacuation. */
export const CUTOFF_KIND = [
  "wind_land",
  "bridge",
  "ferry",
  "wind_sea",
  "dark",
  "surge",
  "group_due",
] as const;
export type CutoffKind = (typeof CUTOFF_KIND)[number];

/** A cut-off without a moment, and why. */
export interface CutoffLeftOut {
  kind: CutoffKind;
  zh: string;
  en: string;
  why: Text | string;
}

/** Who has to have a second factor. */
export const DEMAND = [
  "optional",
  "desk",
  "everyone",
] as const;
export type Demand = (typeof DEMAND)[number];

/** A device as the officers' list shows it. */
export interface DeviceEntry {
  device_id: number;
  label: string;
  purpose: Purpose;
  unit: UnitName;
  view: string | null;
  created_by: string;
  created_at: string;
  last_seen_at: string | null;
  revoked_at: string | null;
  enrolled: boolean;
}

/** The devices in reach. */
export interface DeviceList {
  devices: DeviceEntry[];
}

/** A document in a list. `number` is given by the signature. */
export interface DocumentHead {
  document_id: number;
  kind: string;
  title: Text;
  subject: string;
  about: Text;
  state: DocumentState;
  version: number;
  number: string | null;
  issuer: Unit;
  exercise: boolean;
  changed_at: string;
}

/** The incident's documents, newest first. */
export interface DocumentList {
  documents: DocumentHead[];
}

/** Where a document stands. */
export const DOCUMENT_STATE = [
  "draft",
  "submitted",
  "signed",
  "issued",
  "superseded",
  "lifted",
  "withdrawn",
] as const;
export type DocumentState = (typeof DOCUMENT_STATE)[number];

/** What somebody does with one; `SUPERSEDE` is done by the issue of the next. */
export const DOCUMENT_STEP = [
  "draft",
  "edit",
  "submit",
  "return",
  "sign",
  "issue",
  "lift",
  "withdraw",
  "supersede",
] as const;
export type DocumentStep = (typeof DOCUMENT_STEP)[number];

/** One document with its ladder, its words and what the asker may do with it. */
export interface DocumentView {
  document_id: number;
  kind: string;
  title: Text;
  subject: string;
  about: Text;
  state: DocumentState;
  version: number;
  number: string | null;
  issuer: Unit;
  exercise: boolean;
  changed_at: string;
  paper: Paper;
  remarks: string;
  steps: StepView[];
  findings: FindingView[];
  may: DocumentStep[];
  proof: Proof | null;
}

/** A line with its persons in the clear. */
export interface DoorLine {
  line: LineView;
  persons: Persons;
}

/** The lines of the asker's own unit with their persons in the clear, for the doors. */
export interface DoorList {
  unit_code: string;
  lines: DoorLine[];
  last_sequence: number;
}

/** A plain filled circle of `radius` pixels. */
export interface Dot {
  color: string;
  radius: number;
  outline: string | null;
  hollow: boolean;
}

/** Zones planned, of how many; nought of nought while the registers are read. */
export interface DraftProgress {
  done: number;
  total: number;
}

/** The same after a draft was made. */
export interface DraftedResponses {
  active: StandingResponse[];
  history: StandingResponse[];
  drafts: ResponseDraft[];
  tracks: TrackTitle[];
  at: string;
  recommended: RecommendedLevel | null;
  draft_id: number;
}

/** The first tracks and the last forecasts of a file, to draw before it is kept. */
export interface DrawnFile {
  tracks: TyphoonTrack[];
  forecasts: TyphoonForecast[];
}

/** The groups that a hazard threatens, in the order they leave. */
export interface DueRule {
  hazard: HazardBasis;
  groups: GroupCode[];
}

/** The table in force, and the groups there are. */
export interface DueRules {
  version: number;
  rules: DueRule[];
  shipped: DueRule[];
  source: string;
  adopted_by: string | null;
  is_default: boolean;
  groups: GroupTitle[];
}

/** A session, or all but this one, is over. */
export interface Ended {
  ended: boolean;
}

/** One agency's part of the members. */
export interface EnsembleAgency {
  agency: string;
  issued_at: string;
  synthetic: boolean;
  members: number;
  weight: number;
  seed: number;
  circles_from: string | null;
  forces: number[];
  error_law: LawOfErrors;
  size_law: LawOfSizes;
}

/** The ensemble an answer comes from. */
export interface EnsembleHead {
  members: number;
  agencies: EnsembleAgency[];
  method: Explanation;
}

/** How far an ensemble is, whose members it has, and the newest bulletin it rests on. */
export interface EnsembleState {
  state: "none" | "pending" | "done";
  progress_pct: number;
  known_at: string | null;
  took_ms: number | null;
  members: number | null;
  agencies: EnsembleAgency[];
  reason: Explanation | null;
  method: Explanation;
}

/** One that a link opened, and what the link is for. */
export interface EnteredSession {
  account: Holder | null;
  device: HoldingDevice | null;
  csrf: string;
  permissions: Permission[];
  locked: boolean;
  unlock_by: ("password" | "passkey")[];
  owes_factor: boolean;
  idle_s: number | null;
  expires_at: string;
  opens: string;
  purpose: string;
}

/** Who did what, to which object, with which result. Never changed, only added. */
export interface Entry {
  audit_id: number;
  recorded_at: string;
  actor: string;
  role: string | null;
  unit_code: string | null;
  address: string | null;
  action: string;
  object: string;
  result: "done" | "refused" | "failed";
  detail: JsonObject;
}

/** A written event; `seq` is its place in commit order. */
export interface Event {
  seq: number;
  incident_id: number | null;
  kind: string;
  subject: string;
  payload: JsonObject;
  actor: string;
  valid_at: string;
  recorded_at: string;
  everyone: boolean;
  county_code: string | null;
  township_code: string | null;
  label_rank: number;
  world_id: number | null;
}

/** Everything that is announced; a new kind is added here and nowhere else. */
export const EVENT_KIND = [
  "clock_changed",
  "incident_opened",
  "incident_closed",
  "incident_relabelled",
  "zone_changed",
  "zone_deleted",
  "zone_answered",
  "ferry_stopped",
  "closure_changed",
  "layer_imported",
  "typhoon_imported",
  "series_imported",
  "bulletin_issued",
  "response_changed",
  "response_drafted",
  "document_changed",
  "task_changed",
  "roll_call_changed",
  "field_report_received",
  "feed_silent",
  "feed_recovered",
  "configuration_changed",
  "configuration_asked",
  "storm_event",
  "change_briefed",
  "break_glass_used",
  "signer_change_asked",
] as const;
export type EventKind = (typeof EVENT_KIND)[number];

/** Events in commit order, and the number of the newest there is. */
export interface EventPage {
  events: Event[];
  last_seq: number;
}

/** A sentence in both languages. */
export interface Explanation {
  zh: string;
  en: string;
}

/** What an area holds. `threatened` None: worked out before it was counted. */
export interface ExposureAnswer {
  land: LandAnswer;
  sea: SeaExposure;
  hazard_points: KeyCount;
  risk_areas: KeyCount;
  shelters: SheltersInside;
  overlaps: Overlap[];
  counted_elsewhere: CountedElsewhere;
  area_km2: number;
  villages: VillagePeople[];
  method: Text | string;
  inputs: Record<string, string>;
  threatened: Threatened | null;
  landings: Landing[];
}

/** A second proof that an account has set up. */
export const FACTOR = [
  "totp",
  "passkey",
] as const;
export type Factor = (typeof FACTOR)[number];

/** What is wrong with one row. */
export interface Fault {
  row: number;
  column: string;
  reason: Text;
}

/** A shape and what is said of it. */
export interface FeatureBandPropertiesGeoMultiPolygon {
  properties: BandProperties;
  geometry: GeoMultiPolygon;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureConeCirclePropertiesGeoPoint {
  properties: ConeCircleProperties;
  geometry: GeoPoint;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureConePartGeoLineString {
  properties: ConePart;
  geometry: GeoLineString;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureConePartGeoMultiPolygon {
  properties: ConePart;
  geometry: GeoMultiPolygon;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureForecastLineGeoLineString {
  properties: ForecastLine;
  geometry: GeoLineString;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureImportedName {
  properties: ImportedName;
  geometry: GeoPoint | GeoMultiPoint | GeoLineString | GeoMultiLineString | GeoPolygon | GeoMultiPolygon;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureIsochronePropertiesGeoMultiLineString {
  properties: IsochroneProperties;
  geometry: GeoMultiLineString;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureShiftLineGeoLineString {
  properties: ShiftLine;
  geometry: GeoLineString;
  type: "Feature";
}

/** A shape and what is said of it. */
export interface FeatureSwathPropertiesGeoMultiPolygon {
  properties: SwathProperties;
  geometry: GeoMultiPolygon;
  type: "Feature";
}

/** How reports ended; `failed` counts askings, `rejected` has reasons. */
export interface FeedCounters {
  stored: number;
  duplicate: number;
  undecodable: number;
  failed: number;
  identity: number;
  unused: number;
  lost: number;
  refused: number;
  unproven: number;
  flooded: number;
  dropped: number;
  foreign: number;
  rejected: Record<string, number>;
}

/** Why a feed was not answered last, and since when. */
export interface FeedFault {
  code: string | null;
  why: Text;
  since: string | null;
}

/** How a feed is asked. */
export const FEED_KIND = [
  "url",
  "folder",
] as const;
export type FeedKind = (typeof FEED_KIND)[number];

/** Every feed: those `live` hears, then those the worker asks. */
export interface FeedList {
  feeds: FeedStatus[];
}

/** Whether a feed is heard as often as it should be. */
export const FEED_STATE = [
  "fine",
  "stale",
  "silent",
] as const;
export type FeedState = (typeof FEED_STATE)[number];

/** A feed as every screen shows it; what only the asked ones have is None of the others. */
export interface FeedStatus {
  id: string;
  title: Text;
  last_at: string | null;
  age_s: number | null;
  expected_s: number;
  state: FeedState;
  counters: FeedCounters;
  kind: FeedKind | null;
  brings: Brings | null;
  address: string | null;
  asked_at: string | null;
  changed_at: string | null;
  fault: FeedFault | null;
}

/** A stored report. `made_at` is the tablet's clock, `recorded_at` the server's. */
export interface FieldReport {
  report_id: string;
  incident_id: number | null;
  kind: string;
  text: string;
  people: number | null;
  made_at: string;
  lon: number | null;
  lat: number | null;
  actor: string;
  recorded_at: string;
}

/** Reports, newest first. */
export interface FieldReportList {
  reports: FieldReport[];
}

/** An area. `hatch` names a pattern the browser draws (`<layer>-<value>`) instead of colour. */
export interface Fill {
  color: string | null;
  opacity: number;
  hatch: boolean;
}

/** What is known against it now; `refuses`: it cannot be signed or issued so. */
export interface FindingView {
  code: string;
  text: Text;
  refuses: boolean;
}

/** A condition that holds: its limit, what was read, and that in words. */
export interface FiredReason {
  measure: Measure;
  limit: number | string | null;
  value: number | string | boolean | number[] | null;
  zh: string;
  en: string;
}

/** A rule that holds, with its figures. */
export interface FiredRule {
  id: string;
  code: string;
  level: number | null;
  text: Text;
  title: Explanation;
  reasons: FiredReason[];
}

/** A fix without any rounding, with the source's own figures. */
export interface FixAsStored {
  fix_at: string;
  lon: number;
  lat: number;
  pressure_hpa: number | null;
  wind_ms: number | null;
  class: StormClass | null;
  radii: WindRadius[];
  published: Record<string, string>;
  line: number | null;
  recorded_at: string | null;
}

/** Vessels at sea, and how many are too late by each bulletin. */
export interface FleetCount {
  at_sea: number;
  late_before: number;
  late_after: number;
  method: Text;
}

/** The forecast's own stays, None without that circle, and how likely the force is. */
export interface ForceAtPlace {
  probability: number | null;
  earliest_at: string | null;
  likely_at: string | null;
  late_at: string | null;
  stays: PlaceStay[] | null;
}

/** The wind a force begins with. */
export interface ForceLine {
  force: number;
  wind_ms: number;
}

/** One agency's forecast without any rounding. */
export interface ForecastAsStored {
  agency: string;
  issued_at: string;
  synthetic: boolean;
  method: string;
  averaging_min: number | null;
  source: string;
  points: PointAsStored[];
  recorded_at: string | null;
}

/** How many forecasts a file gives, how many are written, and each agency's newest. */
export interface ForecastDifference {
  given: number;
  written: number;
  latest: IssuedPoints[];
}

/** A forecast as it was, or is. */
export interface ForecastLine {
  role: "before" | "after";
  issued_at: string;
}

/** A forecast one. */
export interface ForecastPoint {
  lon: number;
  lat: number;
  pressure_hpa: number | null;
  wind_ms: number | null;
  force: number | null;
  class: StormClass | null;
  radii: Radius[];
  no_radii_reason: Explanation | null;
  valid_at: string;
}

/** The file formats that can be read. */
export interface FormatList {
  formats: ReadableFormat[];
}

/** A functional zone and its townships. */
export interface FunctionalZone {
  code: string;
  members: string[];
}

/** A line. */
export interface GeoLineString {
  coordinates: ([number, number])[];
  type: "LineString";
}

/** Lines that belong together. */
export interface GeoMultiLineString {
  coordinates: (([number, number])[])[];
  type: "MultiLineString";
}

/** Places that belong together. */
export interface GeoMultiPoint {
  coordinates: ([number, number])[];
  type: "MultiPoint";
}

/** Areas that belong together. */
export interface GeoMultiPolygon {
  coordinates: ((([number, number])[])[])[];
  type: "MultiPolygon";
}

/** A place. */
export interface GeoPoint {
  coordinates: [number, number];
  type: "Point";
}

/** An area: its outline, then its holes. */
export interface GeoPolygon {
  coordinates: (([number, number])[])[];
  type: "Polygon";
}

/** Geometry family; multi-geometries count as their family. */
export const GEOMETRY = [
  "point",
  "line",
  "polygon",
  "none",
] as const;
export type Geometry = (typeof GEOMETRY)[number];

/** Heading of the layer list under which a layer stands, in the list's order. */
export const GROUP = [
  "weather",
  "evacuation",
  "hazards",
  "sea",
  "transport",
  "base",
] as const;
export type Group = (typeof GROUP)[number];

/** Gradient groups 梯度转移 in the order they leave (sources#priority-groups). */
export const GROUP_CODE = [
  "aquaculture",
  "visitor",
  "outside_dyke",
  "geohazard",
  "dangerous_house",
  "site_hut",
  "low_lying",
  "moored_crew",
  "other",
  "resident",
] as const;
export type GroupCode = (typeof GROUP_CODE)[number];

/** People of one group. */
export interface GroupPeople {
  code: GroupCode;
  title: Text;
  people: number;
}

/** What a group of people is called. */
export interface GroupTitle {
  code: GroupCode;
  title: Text;
}

/** What a zone is drawn against. */
export const HAZARD_BASIS = [
  "wind",
  "surge",
  "slope",
  "flood",
  "dyke",
  "plume",
  "other",
] as const;
export type HazardBasis = (typeof HAZARD_BASIS)[number];

/** A high water; `surge` None says that the value is the tide's alone. */
export interface HighWaterAnswer {
  at: string;
  value: number;
  surge: number | null;
}

/** Whom a session stands for. */
export interface Holder {
  name: string;
  display_name: string;
  role: Role;
  unit: UnitName;
}

/** A device standing for its unit; `view` is a wall's one page. */
export interface HoldingDevice {
  name: string;
  display_name: string;
  role: Role;
  unit: UnitName;
  view: string | null;
}

/** The visitors who are due: they need a way home and no place in a shelter. */
export interface HomeAnswer {
  visitors: number;
  by_boat: number;
  by_road: number;
  staying: number;
  placed: number;
  lodged: number;
  lines: HomeLineAnswer[];
  slowest: string | null;
  stopped: string[];
  told: Text;
}

/** A line that visitors board. Its stop and its last order are cut-offs of the way. */
export interface HomeLineAnswer {
  line_id: number;
  name: string;
  people: number;
  boats: number;
  seats: number;
  trips: number;
  trip_min: number;
  over_min: number;
  limit_force: number;
  room: number | null;
}

/** A page of the register; `total` and `people` are of the whole unit. */
export interface HouseholdList {
  total: number;
  people: number;
  households: HouseholdView[];
}

/** How far a household is (sources#tracking-numbers), the order of the columns of a list. */
export const HOUSEHOLD_STATE = [
  "listed",
  "notified",
  "moving",
  "collective",
  "dispersed",
  "returned",
  "refused",
  "unreachable",
  "not_present",
] as const;
export type HouseholdState = (typeof HOUSEHOLD_STATE)[number];

/** The household that was taken off the register. */
export interface HouseholdStruck {
  household_id: number;
}

/** A household of the register, masked. */
export interface HouseholdView {
  household_id: number;
  village_code: string;
  village: string;
  grid: string;
  house_number: string;
  address: string;
  groups: string[];
  hazard_code: string | null;
  people: number;
  mobility_limited: number;
  vehicle: string | null;
  shelter_code: string | null;
  shelter: string | null;
  origin: string;
  version: number;
  lon: number;
  lat: number;
  persons: MaskedPersons;
}

/** Which row a shape is of. */
export interface ImportedName {
  row: number;
  name: string | number | boolean | null;
}

/** A series after an import: how many values the file has, and how many were new. */
export interface ImportedSeries {
  series_id: number;
  station_code: string;
  kind: SeriesKind;
  nature: Nature;
  values: number;
  changed: number;
}

/** The rows that can be taken, to draw. */
export interface ImportedShapes {
  features: FeatureImportedName[];
  type: string;
}

/** Incidents, newest first. */
export interface IncidentList {
  incidents: ListedIncident[];
}

/** When the wind of a force arrives along a line. */
export interface IsochroneProperties {
  arrival_at: string;
  force: number;
}

/** Hour lines of a force's arrival. */
export interface Isochrones {
  force: number;
  agency: string;
  basis: AnswerBasis;
  features: FeatureIsochronePropertiesGeoMultiLineString[];
  type: "FeatureCollection";
}

/** A forecast in short. */
export interface IssuedPoints {
  storm_id: string;
  agency: string;
  issued_at: string;
  points: number;
}

export type JsonObject = Record<string, unknown>;

/** any JSON */
export type JsonValue = unknown;

/** `counted_hash` is of who was counted and placed; `inputs_hash` of that and of the timing. */
export interface KeptInputs {
  inputs_hash: string;
  counted_hash: string;
  bulletins: KnownBulletin[];
}

/** Features inside, by key. */
export interface KeyCount {
  count: number;
  keys: string[];
}

/** Type of a field's value in SQL, JSON and exports. */
export const KIND = [
  "text",
  "integer",
  "number",
  "boolean",
  "time",
] as const;
export type Kind = (typeof KIND)[number];

/** The newest that an agency had said: its last fix, and when its forecast was issued. */
export interface KnownBulletin {
  agency: string;
  track_kind: TrackKind;
  fix_at: string | null;
  issued_at: string | null;
  synthetic: boolean;
}

/** How far an incident or a layer may be shown (等保 8.1.4.2 安全标记), the widest first. */
export const LABEL = [
  "public",
  "internal",
  "sensitive",
] as const;
export type Label = (typeof LABEL)[number];

/** People on land who are counted here and nowhere else; `people` must leave. */
export interface LandAnswer {
  people: number;
  inside: number;
  residents: number;
  households: number;
  visitors: number;
  mobility_limited: number;
  groups: TitledGroup[];
  at_work: number;
  helpers: number;
}

/** What one track says of landfall: where and when, or how near it came to which land. */
export interface LandfallAnswer {
  agency: string;
  track_kind: TrackKind;
  landfalls: StormEventAnswer[];
  nearest_land: Explanation | null;
  nearest_km: number | null;
}

/** People who come ashore from a farm or from vessels in a harbour: where, over how much water. */
export interface Landing {
  group: GroupCode;
  name: string;
  people: number;
  site: string;
  village_code: string;
  village: string;
  metres: number;
}

/** The last bulletin and its age. */
export interface LastBulletin {
  issued_at: string;
  agency: string;
  age_s: number;
}

/** How an agency's track error grows with lead, and whose figures that is. */
export interface LawOfErrors {
  lead_h: number[];
  mean_km: number[];
  along_to_across: number;
  source: string;
}

/** How far circles stray in size by lead (deviation of the logarithm), how much they grow a day */
export interface LawOfSizes {
  lead_h: number[];
  deviation: number[];
  growth_a_day: number;
  source: string;
}

/** A row as GeoJSON: the layer's own columns, without personal ones. */
export interface LayerFeature {
  id: JsonValue;
  properties: JsonObject;
  geometry: GeoPoint | GeoMultiPoint | GeoLineString | GeoMultiLineString | GeoPolygon | GeoMultiPolygon | null;
  type: "Feature";
}

/** A layer's rows inside a box; `truncated` when there are more. */
export interface LayerFeatures {
  features: LayerFeature[];
  truncated: boolean;
  illustrative: boolean;
  type: "FeatureCollection";
}

/** A field of a layer's card. */
export interface LayerField {
  name: string;
  label: Text;
  kind: Kind;
  unit: Text | null;
  enum: Record<string, Text> | null;
  personal: boolean;
}

/** A heading of the layer list. */
export interface LayerGroup {
  id: Group;
  zh: string;
  en: string;
}

/** What a file holds and what it would change; while the coordinate system is asked for */
export interface LayerImport {
  layer: string;
  dry_run: boolean;
  format: string;
  encoding: string | null;
  encoding_sure: boolean;
  part: string | null;
  crs: CrsTold;
  count: number;
  mapping: Record<string, string | null>;
  unused: string[];
  rows: (Record<string, string | number | boolean | null>)[];
  crs_question: CrsChoice[] | null;
  good: number | null;
  new: number;
  replaced: number;
  changed: number;
  changes: ValueChange[];
  changes_total: number;
  live_kept: string[];
  faults: Fault[];
  faults_total: number;
  features: ImportedShapes | null;
}

/** The layers that whoever asks may see, in list order. */
export interface LayerList {
  at: string;
  layers: MapLayer[];
}

/** When a layer's tiles are old: after some seconds, or after events of these kinds. */
export interface LayerRefresh {
  kind: "static" | "every" | "onevents" | "clock" | "positions";
  seconds: number | null;
  kinds: EventKind[] | null;
}

/** Minutes beside the clearance that a planner may edit. */
export interface LeadTimes {
  mobilisation_min: number;
  notification_min: number;
  buffer_min: number;
}

/** A line of the legend as `GET /api/v1/layers` sends it. */
export interface LegendLine {
  value: string | number | null;
  label: Text;
  from_zoom: number | null;
  symbol: string | null;
  fill: Fill | null;
  line: Line | null;
  dot: Dot | null;
}

/** A response level; the smaller number is the graver one. */
export const LEVEL = [
  1,
  2,
  3,
  4,
] as const;
export type Level = (typeof LEVEL)[number];

/** The level recommended by each bulletin, with the rules that decide. */
export interface LevelChange {
  before: number | null;
  after: number | null;
  rule: string[];
  before_rule: string[];
  recommendation: RecommendedLevel;
}

/** The lowest response at which something is done, the lowest first. */
export const LEVEL_FLOOR = [
  "sea",
  "4",
  "3",
  "2",
  "1",
] as const;
export type LevelFloor = (typeof LEVEL_FLOOR)[number];

/** First arrival of a force anywhere in a county; None: not awaited with that likelihood. */
export interface Likely {
  earliest_at: string | null;
  likely_at: string | null;
}

/** With the first arrival any agency has, other agencies' circles, and the likelihood. */
export interface LikelyArrival {
  force: number;
  circle_force: number;
  rounding: Rounding;
  assumptions: Assumption[];
  threshold_ms: number | null;
  agency: string;
  step: Stay[];
  smooth: Stay[];
  likely_at: string | null;
  earliest_at: string | null;
  already_inside: boolean;
  rule: Explanation;
  reason: Explanation | null;
  place: AskedPlace;
  at: string;
  basis: AnswerBasis;
  convention: Convention;
  intervals: StayInterval[];
  inputs: AnswerInputs;
  earliest_any: PlaceWindAnswer | null;
  other_circles: PlaceWindAnswer[];
  likelihood: PlaceLikelihood | null;
}

/** A county's figures by both bulletins; None where the ensemble is not made (yet). */
export interface LikelyChange {
  unit_code: string;
  force: number;
  before: Likely | null;
  after: Likely | null;
}

/** A line; `dash` in line widths, `casing` a token drawn wider below it. */
export interface Line {
  color: string;
  width: number;
  dash: number[] | null;
  casing: string | null;
  opacity: number;
}

/** A page of lines, and what a state is called. */
export interface LineList {
  lines: LineView[];
  states: StateChoice[];
}

/** What stands of a line. Contradicted, it has no state to count until somebody settles it. */
export interface LineStanding {
  state: HouseholdState;
  counted: number;
  placed: boolean;
  contradicted: boolean;
  reported_at: string | null;
  heads: string[];
}

/** A line of a list. Without a household it is a village's people in no register. */
export interface LineView {
  line_id: number;
  roll_call_id: number;
  zone_number: number;
  zone_name: string;
  due_by: string | null;
  household_id: number | null;
  village_code: string;
  village: string;
  grid: string;
  house_number: string | null;
  address: string | null;
  hazard_code: string | null;
  people: number;
  mobility_limited: number;
  vehicle: string | null;
  shelter_code: string | null;
  shelter: string | null;
  lon: number | null;
  lat: number | null;
  persons: MaskedPersons;
  state: HouseholdState;
  counted: number;
  placed: boolean;
  contradicted: boolean;
  reported_at: string | null;
  heads: string[];
}

/** An incident in a list: what it is, not how it stands. */
export interface ListedIncident {
  incident_id: number;
  kind: string;
  name: string;
  exercise: boolean;
  world_id: number;
  storm_id: string | null;
  label: Label;
  opened_at: string;
  closed_at: string | null;
}

/** An account as the officers' list shows it. */
export interface ListedPerson {
  account_id: number;
  name: string;
  display_name: string;
  unit: UnitName;
  role: Role;
  email: string | null;
  state: AccountState;
  disabled: boolean;
  locked_until: string | null;
  totp: boolean;
  passkeys: number;
  break_glass: boolean;
  last_seen_at: string | null;
}

/** A line of the list; a series nothing is known of yet has no extent. */
export interface ListedSeries {
  series_id: number;
  station: SeriesStation;
  kind: SeriesKind;
  zh: string;
  en: string;
  nature: Nature;
  unit: string;
  datum: string | null;
  span_min: number | null;
  source: string;
  illustrative: boolean;
  values: number;
  first_at: string | null;
  last_at: string | null;
}

/** A storm in a list. */
export interface ListedStorm {
  storm_id: string;
  number: string | null;
  name_zh: string;
  name_en: string;
  season: number;
  known_as: string[];
  begins_at: string | null;
  ends_at: string | null;
  agencies: string[];
  fixes: number;
  peak: PeakWind;
  lowest_hpa: number | null;
}

/** A world, its clock told as its moment now. */
export interface ListedWorld {
  world_id: number;
  exercise: boolean;
  name: string;
  opened_at: string;
  closed_at: string | null;
  at: string;
  rate: number;
}

/** Whether the screen is locked. */
export interface LockState {
  locked: boolean;
}

/** A layer with everything a screen needs to draw and explain it; `style` is MapLibre's. */
export interface MapLayer {
  id: string;
  title: Text;
  group: LayerGroup;
  order: number;
  geometry: Geometry;
  key: string;
  name_field: string;
  fields: LayerField[];
  legend: LegendLine[];
  style: JsonObject[];
  refresh: LayerRefresh;
  zoom: [number, number];
  count: number;
  at: string;
  illustrative: boolean;
  source: Text;
  tiles: string | null;
  wall: boolean;
  label: Label;
  default_on: boolean;
  importable: boolean;
}

/** Who a household is, as whoever has not asked for it sees it. */
export interface MaskedPersons {
  head: string;
  phones: string[];
  helper: string;
}

/** One thing found; township and county tell two of the same name apart. */
export interface Match {
  layer: string;
  key: string;
  name: string;
  kind_label: Text;
  township: string | null;
  county: string | null;
  lon: number | null;
  lat: number | null;
}

/** What a degree of heading and a day of the year count for, in km. */
export interface MatchRates {
  km_per_degree: number;
  km_per_day: number;
}

/** Everything a condition may name. */
export const MEASURE = [
  "force_7_in_h",
  "force_10_in_h",
  "force_12_in_h",
  "class_now",
  "class_nearest",
  "class_affecting",
  "nearest_km",
  "inside_line_h",
  "landfall_in_h",
  "landfall_class",
  "landfall_force",
  "fishing_ground_force",
  "surge_warning",
  "spring_tide",
  "rain_warning",
] as const;
export type Measure = (typeof MEASURE)[number];

/** What a measure is, so that a rule can be written. */
export interface MeasureMeaning {
  measure: Measure;
  comparison: Comparison;
  title: Explanation;
  unit: string;
  optional: boolean;
  bounds: [number, number] | null;
  choices: (number | string)[];
}

/** What no data says. */
export interface MissingReading {
  measure: Measure;
  zh: string;
  en: string;
}

/** Measured, or worked out beforehand. */
export const NATURE = [
  "observed",
  "predicted",
] as const;
export type Nature = (typeof NATURE)[number];

/** A shelter near a place, with its keeper. `distance_m` is straight over the ground. */
export interface NearShelter {
  code: string;
  name: string;
  tier: string;
  address: string;
  status: string;
  status_reason: string | null;
  rated_capacity: number;
  occupied: number;
  free: number;
  accessible: boolean;
  generator: boolean;
  keeper: string | null;
  keeper_phone: string | null;
  lon: number;
  lat: number;
  distance_m: number;
  same_land: boolean;
}

/** Shelters with room, those on the same island first. */
export interface NearestShelters {
  shelters: NearShelter[];
}

/** What must fit in before a cut-off; None is a part that does not apply to it. */
export interface NeededParts {
  clearance_min: number;
  mobilisation_min: number;
  notification_min: number;
  buffer_min: number | null;
}

/** A device with its token or its link, shown this once. */
export interface NewDevice {
  device: DeviceEntry;
  token: string | null;
  link: string | null;
  qr_svg: string | null;
}

/** What a source can say of a storm's life beside its fixes. */
export const NOTE_KIND = [
  "landfall",
  "dissipated",
  "left_region",
  "merged",
  "quasi_stationary",
  "reformed",
  "renumbered",
] as const;
export type NoteKind = (typeof NOTE_KIND)[number];

/** A value with what it may be and how it came to be. */
export interface OfficeValue {
  key: string;
  room: string;
  meaning: Text;
  value: number | string;
  default: number | string;
  unit: string;
  low: number | null;
  high: number | null;
  whole: boolean;
  choices: string[];
  source: string;
  confidence: Confidence;
  adopted: boolean;
  version: number;
  reason: string;
  changed_by: string | null;
  approved_by: string | null;
  in_force_at: string | null;
  right: Permission;
  four_eyes: boolean;
}

/** A link to hand over, shown this once. */
export interface OneTimeLink {
  link: string;
  qr_svg: string;
  expires_at: string;
}

/** Another zone that shares ground with this one, and the people on that ground. */
export interface Overlap {
  zone_id: string;
  number: number;
  name: string;
  area_km2: number;
  people: number;
}

/** What the account's own page shows. */
export interface OwnAccount {
  account: OwnHolder;
  sessions: OwnSession[];
  passkeys: OwnPasskey[];
  totp: boolean;
  password: OwnPassword;
}

/** The own account's person. */
export interface OwnHolder {
  name: string;
  display_name: string;
  role: Role;
  unit: UnitName;
  email: string | null;
}

/** A passkey as its owner's page shows it. */
export interface OwnPasskey {
  id: number;
  label: string;
  created_at: string;
  last_used_at: string | null;
}

/** Since when it stands, until when, and what the next one must be. */
export interface OwnPassword {
  set_at: string | null;
  expires_at: string | null;
  expired: boolean;
  postponed: boolean;
  policy: PasswordRules;
}

/** A session as its owner's page shows it; `current` is the one that asks. */
export interface OwnSession {
  session_id: string;
  address: string | null;
  agent: string | null;
  created_at: string;
  seen_at: string;
  locked: boolean;
  second_factor: boolean;
  current: boolean;
}

/** What the paper says, top to bottom; its number and its signature stand beside it. */
export interface Paper {
  title: Text;
  addressee: Text;
  opening: Text[];
  tables: PaperTable[];
  closing: Text[];
  illustrative: boolean;
}

/** Rows under a head; the first column names. */
export interface PaperTable {
  title: Text;
  head: Text[];
  rows: Text[][];
}

/** What a new password must be. */
export interface PasswordRules {
  id: PolicyId;
  min_length: number;
  max_length: number;
  classes: number;
  max_age_days: number | null;
  history: number;
}

/** The strongest mean wind any agency gives, whose it is and over how long it is averaged. */
export interface PeakWind {
  wind_ms: number | null;
  agency: string | null;
  averaging_min: number | null;
  class: StormClass | null;
}

/** The accounts in reach, and the changes of signers that wait. */
export interface People {
  accounts: ListedPerson[];
  signer_changes: WaitingChange[];
}

/** People of a due group whom the wind they would leave before is not forecast to reach. */
export interface PeopleHeldBack {
  code: GroupCode;
  title: Text;
  people: number;
  force: number;
}

/** People of a village without a place, and why; visitors among them stay in their lodgings. */
export interface PeopleLeft {
  village: string;
  people: number;
  why: Text | string;
  visitors: boolean;
}

/** People, but for `households`, `households_safe` and `contradicted`, which are lines. */
export interface PeopleTally {
  households: number;
  households_safe: number;
  contradicted: number;
  due: number;
  notified: number;
  moved: number;
  collective: number;
  dispersed: number;
  in_transit: number;
  returned: number;
  refused: number;
  unreachable: number;
  not_present: number;
  unreported: number;
  not_in_register: number;
  mobility_limited: number;
  without_place: number;
}

/** One thing that may be allowed. */
export const PERMISSION = [
  "watch",
  "view",
  "export",
  "report",
  "reveal_personal",
  "carry_names",
  "draw_zones",
  "enter_closures",
  "import_layers",
  "edit_registers",
  "import_typhoons",
  "set_clock",
  "open_incident",
  "set_response",
  "draft_documents",
  "sign",
  "answer_tasks",
  "direct_tasks",
  "run_roll_calls",
  "configure",
  "administer_units",
  "administer_rights",
  "read_audit",
  "see_accounts",
] as const;
export type Permission = (typeof PERMISSION)[number];

/** Who a household is: sealed at rest, masked on every list. */
export interface Persons {
  head: string;
  phones: string[];
  helper: string;
  helper_phone: string;
}

/** A row of the table of places. */
export interface PlaceArrival {
  kind: PlaceKind;
  key: string;
  name: string;
  county: string | null;
  township: string | null;
  lon: number;
  lat: number;
  by_force: Record<string, ForceAtPlace>;
}

/** What a place is. */
export const PLACE_KIND = [
  "village",
  "shelter",
  "line",
  "bridge",
] as const;
export type PlaceKind = (typeof PLACE_KIND)[number];

/** How likely, and when, of all agencies' members and of each. */
export interface PlaceLikelihood {
  probability: number | null;
  earliest_at: string | null;
  likely_at: string | null;
  late_at: string | null;
  members: number;
  agencies: EnsembleAgency[];
  method: Explanation;
  by_agency: AgencyFigures[];
}

/** A stay inside the circle; None: it began before, or lasts beyond, what is known. */
export interface PlaceStay {
  arrival_at: string | null;
  departure_at: string | null;
}

/** The wind of one force at a place, by both conventions. */
export interface PlaceWindAnswer {
  force: number;
  circle_force: number;
  rounding: Rounding;
  assumptions: Assumption[];
  threshold_ms: number | null;
  agency: string;
  step: Stay[];
  smooth: Stay[];
  likely_at: string | null;
  earliest_at: string | null;
  already_inside: boolean;
  rule: Explanation;
  reason: Explanation | null;
}

/** Every place by every force. */
export interface Places {
  storm_id: string;
  at: string;
  forces: number[];
  inputs: AnswerInputs;
  convention: Convention;
  rules: Record<string, Explanation>;
  ensemble: EnsembleState;
  places: PlaceArrival[];
}

/** Both wholes, then zone by zone. */
export interface PlanComparison {
  left: PlanTotals;
  right: PlanTotals;
  zones: ZoneComparison[];
}

/** A kept plan version. `supposition` None: as things stood; else it is a what-if. */
export interface PlanHead {
  plan_id: number;
  name: string;
  note: string;
  supposition: Supposition | null;
  made_by: string;
  valid_at: string;
  recorded_at: string;
}

/** The incident's plans, the newest first. */
export interface PlanList {
  plans: PlanHead[];
}

/** A plan as a whole. `latest_start_at`: of the zone that must be ordered first. */
export interface PlanTotals {
  zones: number;
  people: number;
  visitors_home: number;
  shelters: number;
  unplaced: number;
  at_risk: number;
  latest_start_at: string | null;
}

/** With its zones, by number. */
export interface PlanVersion {
  plan_id: number;
  name: string;
  note: string;
  supposition: Supposition | null;
  made_by: string;
  valid_at: string;
  recorded_at: string;
  zones: ZoneFigures[];
}

/** People that a zone sends to a shelter. */
export interface PlannedShelter {
  code: string;
  name: string;
  people: number;
}

/** One way of a zone: who, until when, bound by what, whom it leaves at risk. */
export interface PlannedWay {
  way: Way;
  people: number;
  latest_start_at: string | null;
  bound_by: CutoffKind | null;
  at_risk: number;
}

/** A forecast's point without any rounding. */
export interface PointAsStored {
  fix_at: string;
  lon: number;
  lat: number;
  pressure_hpa: number | null;
  wind_ms: number | null;
  class: StormClass | null;
  radii: WindRadius[];
  published: Record<string, string>;
  line: number | null;
}

/** Which rule book the office answers to. */
export const POLICY_ID = [
  "mlps3",
  "asvs",
] as const;
export type PolicyId = (typeof POLICY_ID)[number];

/** A post that a task can be given to. */
export interface PostChoice {
  code: string;
  name: string;
}

/** What a drawn polygon holds, or why it cannot be one, or that a newer one was asked. */
export interface PreviewAnswer {
  exposure: ExposureAnswer | null;
  refused: JsonObject | null;
  superseded: boolean;
}

/** Bands of the probability of a force. */
export interface ProbabilityBands {
  at: string;
  force: number;
  ensemble: EnsembleState;
  features: FeatureBandPropertiesGeoMultiPolygon[];
  type: "FeatureCollection";
}

/** RFC 9457 加上编号与怎么办 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  todo: string;
}

/** Every process as the supervisor sees it. */
export interface ProcessList {
  processes: ProcessStatus[];
}

/** STARTING → RUNNING → WAITING (died, waits its turn) → RUNNING …; STOPPED at the end. */
export const PROCESS_STATE = [
  "starting",
  "running",
  "waiting",
  "stopped",
] as const;
export type ProcessState = (typeof PROCESS_STATE)[number];

/** One process as the supervisor sees it. */
export interface ProcessStatus {
  name: string;
  state: ProcessState;
  pid: number | null;
  started_at: string | null;
  restarts: number;
  last_exit: string | null;
}

/** What proves that the text is as it was signed. */
export interface Proof {
  hash: string;
  previous_hash: string;
  inputs_hash: string;
  chain_number: number;
  fingerprint: string;
}

/** The gradient plan that the registers give for a level, by latest start. */
export interface Proposal {
  level: Level;
  level_in_force: Level | null;
  area: string | null;
  at: string;
  zones: ProposedZone[];
  totals: ProposalTotals;
  held_back: PeopleHeldBack[];
  factor: number;
  published: PublishedFigure[];
  bulletins: KnownBulletin[];
  assumptions: Setting[];
  elapsed_ms: number;
}

/** What the forecast known at `at` closes, the earliest first. */
export interface ProposalList {
  at: string;
  proposals: ProposedClosure[];
}

/** Sums over the proposed zones. Residents and visitors are never added up to one figure. */
export interface ProposalTotals {
  zones: number;
  people: number;
  visitors: number;
  unplaced: number;
  visitors_home: number;
  visitors_lodged: number;
  shelters: number;
  zoned: number;
  groups: GroupPeople[];
}

/** Something whose limit the wind reaches, of which nobody has said that it closes earlier. */
export interface ProposedClosure {
  kind: ClosureKind;
  object: string;
  name: Text;
  closes_at: string;
  blows_now: boolean;
  limit_force: number;
  told: Text;
  lon: number;
  lat: number;
}

/** A zone that is nowhere yet. `key` names its township and groups, for merging. */
export interface ProposedZone {
  key: string;
  name: Text;
  township_code: string;
  township: string;
  county_code: string;
  hazard: HazardBasis;
  groups: GroupPeople[];
  people: number;
  sites: number;
  polygon: GeoPolygon;
  timing: TimingAnswer;
  home: HomeAnswer | null;
  clearance_min: number;
  demand: number;
  placed: number;
  unplaced: number;
  left_out: PeopleLeft[];
  shelters: ShelterUse[];
}

/** The password was right. */
export interface Proved {
  proved: boolean;
}

/** What checks a signed file anywhere; two people compare the fingerprint aloud. */
export interface PublicKey {
  public_key: string;
  fingerprint: string;
}

/** What a past storm moved; `within`: the total without visitors is of that magnitude. */
export interface PublishedFigure {
  storm_id: string;
  name: Text;
  people: number;
  shelters: number | null;
  told_at: string;
  note: Text;
  ratio: number;
  within: boolean;
}

/** What a source says of a storm's life, with its own figures. */
export interface PublishedNote {
  storm_id: string;
  agency: string;
  kind: NoteKind;
  at: string | null;
  lon: number | null;
  lat: number | null;
  other_id: string | null;
  source: string;
  published: Record<string, string>;
}

/** What a device is for, and all that its token opens. */
export const PURPOSE = [
  "beidou",
  "tablet",
  "wall",
] as const;
export type Purpose = (typeof PURPOSE)[number];

/** A wind circle by quadrant, named as its source names it. */
export interface Radius {
  threshold_ms: number;
  force: number;
  label: Explanation;
  ne_km: number;
  se_km: number;
  sw_km: number;
  nw_km: number;
  rule: string | null;
  source_text: string | null;
}

/** A row for rain, as `read_rules` reads it. */
export interface RainRow {
  kind: SignalKind;
  colour: Colour;
  within_h: number;
  rain_mm: number | null;
}

/** A file format that can be read. */
export interface ReadableFormat {
  name: string;
  title: Text;
}

/** Whether it can do its work. */
export interface Readiness {
  ready: boolean;
}

/** The report as stored, and whether it was there before. */
export interface Receipt {
  report: FieldReport;
  duplicate: boolean;
}

/** What the table in force would recommend at `at`. */
export interface RecommendationAnswer {
  at: string;
  recommended: RecommendedLevel | null;
}

/** What the table would recommend: the rules that fired, and what could not be judged. */
export interface RecommendedLevel {
  default_table: boolean;
  table_version: number;
  label: Text;
  agency: string;
  level: number | null;
  sea: boolean;
  rules: FiredRule[];
  also_fired: FiredRule[];
  not_judged: UnjudgedRule[];
  not_considered: Text[];
  figures: JsonObject;
}

/** A report of this vessel that was not believed, kept as evidence. */
export interface Refusal {
  reason: string;
  fix_at: string | null;
  recorded_at: string;
  lon: number | null;
  lat: number | null;
}

/** The rows of an import that were not taken. */
export interface RefusedRows {
  import_id: number;
  bad_rows: BadRow[];
}

/** A value of an enumeration and its word. */
export interface RegisterChoice {
  value: string;
  text: Text;
}

/** A column as lists and forms need it. `editable`: a form may change it in a known row; */
export interface RegisterField {
  name: string;
  label: Text;
  kind: Kind;
  unit: Text | null;
  choices: RegisterChoice[];
  personal: boolean;
  required: boolean;
  enterable: boolean;
  editable: boolean;
  listed: boolean;
  narrows: boolean;
  low: number | null;
  high: number | null;
  longest: number;
}

/** Heading of the list of registers under which a register stands, in the list's order. */
export const REGISTER_GROUP = [
  "people",
  "shelter",
  "risk",
  "sea",
  "ways",
  "forces",
] as const;
export type RegisterGroup = (typeof REGISTER_GROUP)[number];

/** Every register the asker may read, in the order of the list. */
export interface RegisterList {
  registers: RegisterView[];
}

/** A row of a list, masked. `lon` and `lat` are where it lies, or its unit's seat. */
export interface RegisterRow {
  key: string;
  values: Record<string, string | number | boolean | null>;
  lon: number | null;
  lat: number | null;
}

/** A register: what it holds, how many rows the asker sees, and what the asker may do. */
export interface RegisterView {
  id: string;
  title: Text;
  group: RegisterGroup;
  group_title: Text;
  count: number;
  key: string;
  name_field: string;
  sort: string;
  geometry: Geometry;
  layer: string | null;
  fields: RegisterField[];
  may_edit: boolean;
  may_add: boolean;
  may_reveal: boolean;
  may_export: boolean;
}

/** What became of one report; exactly one of `standing` and `refused` is there. */
export interface ReportAnswer {
  report_id: string;
  line_id: number;
  duplicate: boolean;
  standing: LineStanding | null;
  refused: ReportRefusal | null;
}

/** One answer for each report, in the order they were sent. */
export interface ReportBatch {
  answers: ReportAnswer[];
}

/** Which way a report came. */
export const REPORT_CHANNEL = [
  "tablet",
  "phone",
  "shelter",
  "settlement",
] as const;
export type ReportChannel = (typeof REPORT_CHANNEL)[number];

/** Why one report of a batch was not taken. */
export interface ReportRefusal {
  code: string;
  what: Text;
  why: Text;
  todo: Text;
}

/** A report of a line: who, which way, what, when. `head`: no other report knows of it. */
export interface ReportView {
  report_id: string;
  reporter: string;
  reporter_unit: string;
  channel: ReportChannel;
  state: HouseholdState;
  people: number;
  shelter_code: string | null;
  place: string;
  note: string;
  made_at: string;
  recorded_at: string | null;
  head: boolean;
}

/** A change that waits for a signature. */
export interface ResponseDraft {
  own: boolean;
  may_sign: boolean;
  may_withdraw: boolean;
  draft_id: number;
  issuer_unit: string;
  change: Change;
  track: ResponseTrack;
  title: Text;
  level: number | null;
  basis_text: string;
  drafted_by: string;
  drafted_at: string;
  unit_name: string;
  drafter: string;
}

/** A response level in force; None where its track has none. */
export interface ResponseInForce {
  track: ResponseTrack;
  title: Text;
  level: number | null;
  issuer_unit: string;
  started_at: string;
}

/** The table with what each measure means, so that it can be edited. */
export interface ResponseTable {
  default_table: boolean;
  table_version: number;
  label: Text;
  version: number;
  rules: RuleRow[];
  shipped: RuleRow[];
  source: string;
  adopted_by: string | null;
  measures: MeasureMeaning[];
}

/** Response tracks that run side by side, each with its own level. */
export const RESPONSE_TRACK = [
  "typhoon",
  "sea_typhoon",
  "maritime",
  "geohazard",
  "flood",
] as const;
export type ResponseTrack = (typeof RESPONSE_TRACK)[number];

/** What is in force and what was, and what the table in force would recommend. */
export interface Responses {
  active: StandingResponse[];
  history: StandingResponse[];
  drafts: ResponseDraft[];
  tracks: TrackTitle[];
  at: string;
  recommended: RecommendedLevel | null;
}

/** Who answers for a unit, masked. */
export interface Responsibility {
  unit_code: string;
  responsibility: Answerable[];
}

/** A row's personal values in the clear. */
export interface RevealedRow {
  key: string;
  values: Record<string, string | number | boolean | null>;
}

/** A device that is out. */
export interface RevokedDevice {
  device: DeviceEntry;
}

/** What an account is for. One account has one role: nobody is two officers at once. */
export const ROLE = [
  "viewer",
  "wall",
  "planner",
  "commander",
  "field",
  "administrator",
  "security_administrator",
  "auditor",
] as const;
export type Role = (typeof ROLE)[number];

/** A role and what it may do. */
export interface RoleRights {
  role: Role;
  permissions: Permission[];
}

/** Every role, in their order. */
export interface RoleTable {
  roles: RoleRights[];
}

/** What an office is called. */
export interface RoleTitle {
  code: string;
  title: Text;
}

/** Why a roll-call ended. */
export const ROLL_CALL_END = [
  "lifted",
  "withdrawn",
  "closed",
] as const;
export type RollCallEnd = (typeof ROLL_CALL_END)[number];

/** Roll-calls of the incident; `total` and `counties` are of those that run. */
export interface RollCallList {
  total: PeopleTally;
  counties: UnitTally[];
  roll_calls: RollCallView[];
}

/** One roll-call with the figures of every unit it reaches, down to the grid. */
export interface RollCallTotals {
  roll_call: RollCallView;
  units: CountedUnit;
}

/** A roll-call with its own figures. */
export interface RollCallView {
  roll_call_id: number;
  zone_id: string | null;
  number: number;
  name: string;
  document_id: number;
  due_by: string | null;
  started_at: string;
  ended_at: string | null;
  ended_why: RollCallEnd | null;
  tally: PeopleTally;
  last_report_at: string | null;
  silent_since: string | null;
  may_close: boolean;
}

/** Which circle stands for a force that sources publish none of; they publish 7, 10 and 12. */
export const ROUNDING = [
  "profile",
  "lower",
] as const;
export type Rounding = (typeof ROUNDING)[number];

/** An entry of a row's history: from when it holds, since when it is known, by whose hand. */
export interface RowEntry {
  entry_id: number;
  change: string;
  valid_from: string;
  recorded_at: string;
  recorded_by: string;
  values: ValueChanged[];
}

/** Everything a row has been, the newest first. */
export interface RowHistory {
  key: string;
  entries: RowEntry[];
}

/** A page of rows out of `total`; `values` are what each narrowing column holds at all. */
export interface RowList {
  total: number;
  offset: number;
  rows: RegisterRow[];
  values: Record<string, string[]>;
}

/** One row, masked; a change names its `version`. */
export interface RowView {
  key: string;
  name: string;
  values: Record<string, string | number | boolean | null>;
  lon: number | null;
  lat: number | null;
  version: number;
}

/** A rule as `read_rules` reads it. */
export interface RuleRow {
  id: string;
  level: number | null;
  text: Explanation;
  conditions: Condition[];
}

/** The version that runs. */
export interface RunningVersion {
  version: string;
}

/** What is said of it. */
export const SAID_STATE = [
  "closed",
  "open",
] as const;
export type SaidState = (typeof SAID_STATE)[number];

/** Vessels by their newest position; net buoys are not vessels. */
export interface SeaExposure {
  vessels: number;
  on_board: number;
  on_board_unknown: number;
  in_port: number;
  stale: number;
  by_kind: Record<string, number>;
}

/** What is called so, the best first. */
export interface SearchResults {
  results: Match[];
}

/** A year and the number of storms in it. */
export interface Season {
  season: number;
  storms: number;
}

/** Every season. */
export interface SeasonList {
  seasons: Season[];
}

/** A county seat's arrival in short. */
export interface SeatArrival {
  likely_at: string | null;
  earliest_at: string | null;
  already_inside: boolean;
  agency: string;
  assumptions: Assumption[];
  rule: Explanation;
  reason: Explanation | null;
}

/** A county seat with its arrivals by force: the earliest, and each agency's. */
export interface SeatArrivals {
  code: string;
  name: string;
  lon: number;
  lat: number;
  arrivals: Record<string, SeatArrival>;
  by_agency: Record<string, SeatArrival[]>;
}

/** The county seats' countdown, and by force the first of them by its code. */
export interface SeatCountdown {
  at: string;
  seats: SeatArrivals[];
  earliest: Record<string, string | null>;
}

/** The password was right; one of these is asked for next. */
export interface SecondFactor {
  second_factor: Factor[];
}

/** What an import did, or would do; `preview` only of the latter. */
export interface SeriesImport {
  series: ImportedSeries[];
  bad_rows: BadRow[];
  encoding: string;
  encoding_sure: boolean;
  changed: number;
  preview: SeriesPreview[] | null;
}

/** What a series is of; `UNITS` says in which unit it is kept. */
export const SERIES_KIND = [
  "tide",
  "surge",
  "rain",
  "wind",
  "gust",
] as const;
export type SeriesKind = (typeof SERIES_KIND)[number];

/** Every series, as known at `at`. */
export interface SeriesList {
  at: string;
  series: ListedSeries[];
}

/** A value. */
export interface SeriesPoint {
  at: string;
  value: number;
}

/** A series of a file, before it is kept. */
export interface SeriesPreview {
  station_code: string;
  kind: SeriesKind;
  nature: Nature;
  values: number;
  first_at: string;
  last_at: string;
}

/** The gauge a series is of. */
export interface SeriesStation {
  code: string;
  name: string;
  lon: number;
  lat: number;
  county_code: string | null;
  warning_level_m: number | null;
  illustrative: boolean;
}

/** A series' values and, of a tide, its high waters. */
export interface SeriesValues {
  series_id: number;
  station: SeriesStation;
  kind: SeriesKind;
  zh: string;
  en: string;
  nature: Nature;
  unit: string;
  datum: string | null;
  span_min: number | null;
  source: string;
  illustrative: boolean;
  at: string;
  points: SeriesPoint[];
  high_waters: HighWaterAnswer[];
}

/** A session as its own screen sees it. `idle_s` None: the screen never locks. */
export interface SessionView {
  account: Holder | null;
  device: HoldingDevice | null;
  csrf: string;
  permissions: Permission[];
  locked: boolean;
  unlock_by: ("password" | "passkey")[];
  owes_factor: boolean;
  idle_s: number | null;
  expires_at: string;
}

/** A value in force; `adopted` is False while it is only the shipped default. */
export interface Setting {
  key: string;
  value: number;
  unit: string;
  source: string;
  confidence: Confidence;
  meaning: Text;
  adopted: boolean;
  version: number;
}

/** People of a zone in a shelter, on the left and on the right. */
export interface ShelterChange {
  code: string;
  name: string;
  left: number;
  right: number;
}

/** A shelter that is no destination for this area, and why. */
export interface ShelterExcluded {
  code: string;
  name: string;
  why: Text | string;
}

/** A shelter that lies in the area itself. */
export interface ShelterInside {
  code: string;
  name: string;
  free: number;
  status: string;
}

/** Counts for the wall. */
export interface ShelterTotals {
  shelters: number;
  open: number;
  unavailable: number;
  rated: number;
  occupied: number;
  free: number;
}

/** A destination. `distance_m` and `travel_min` are means over its people, door to door. */
export interface ShelterUse {
  code: string;
  name: string;
  assigned: number;
  free_before: number;
  rated: number;
  distance_m: number;
  travel_min: number;
  longest_min: number;
  mode: string;
}

/** Shelters that lie in the area itself. */
export interface SheltersInside {
  count: number;
  free: number;
  items: ShelterInside[];
}

/** How far and whither a forecast position moved. */
export interface ShiftLine {
  valid_at: string;
  lead_h: number;
  km: number;
  bearing_deg: number;
  direction: Text;
  role: "shift";
}

/** What a signal warns of. */
export const SIGNAL_KIND = [
  "typhoon",
  "gale",
  "rain",
] as const;
export type SignalKind = (typeof SIGNAL_KIND)[number];

/** A signal that the table would call for, with the rule and its figures. */
export interface SignalSuggestion {
  kind: SignalKind;
  colour: Colour;
  title: Text;
  unit_code: string;
  unit_name: string;
  until_at: string | null;
  reason: Text;
  figures: Record<string, number | string | boolean | null>;
  rule: string;
  row: WindRow | RainRow;
  default_table: boolean;
  illustrative: boolean;
  suggestion: true;
}

/** Every county's signals; `asked` names the counties, also those without any. */
export interface SignalSuggestions {
  at: string;
  signals: SignalSuggestion[];
  asked: string[];
  table: TableInForce;
}

/** The table in force. */
export interface SignalTable {
  version: number;
  rules: (WindRow | RainRow)[];
  shipped: (WindRow | RainRow)[];
  source: string;
  adopted_by: string | null;
  is_default: boolean;
}

/** One that a proof opened, with what its person has to know of the password. */
export interface SignedInSession {
  account: Holder | null;
  device: HoldingDevice | null;
  csrf: string;
  permissions: Permission[];
  locked: boolean;
  unlock_by: ("password" | "passkey")[];
  owes_factor: boolean;
  idle_s: number | null;
  expires_at: string;
  password_expired: boolean;
  password_expiry_postponed: boolean;
}

/** The policy in force, those to choose from, and the limits of tries and sessions. */
export interface SigninPolicy {
  password_policy: PolicyId;
  policy: PasswordRules;
  policies: PasswordRules[];
  second_factor: Demand;
  password_age_d: number;
  lock_tries: number;
  lock_min: number;
  idle_min: number;
  absolute_h: number;
  signer_delay_h: number;
  keep_days: number;
}

/** The ways of signing in besides the password. */
export interface SigninWays {
  oidc: boolean;
}

/** A post that has not acknowledged, at its unit's seat; no person is named. */
export interface SilentUnit {
  unit: string;
  name: string;
  level: TaskLevel;
  lon: number | null;
  lat: number | null;
  since: string;
  escalation: number;
  people: number | null;
}

/** Who has not answered, the longest silent first: what a wall shows. */
export interface SilentUnits {
  at: string;
  escalate_min: number;
  unanswered_min: number;
  units: SilentUnit[];
}

/** Another storm and how alike it ran; `later`: it came after this one. */
export interface SimilarStorm {
  storm_id: string;
  name_zh: string;
  name_en: string;
  season: number;
  agency: string;
  begins_at: string;
  later: boolean;
  distance_km: number;
  heading_deg: number;
  season_days: number;
  score_km: number;
  track: ([number, number])[];
}

/** Storms like this one, the most alike first, and how that is measured. */
export interface SimilarStorms {
  at: string;
  method: Explanation;
  rates: MatchRates;
  compared: number;
  storms: SimilarStorm[];
}

/** The link that takes longest: where it is, how many pass, for how many hours. */
export interface SlowestLink {
  name: Text | string;
  kind: string;
  lon: number;
  lat: number;
  people: number;
  hours: number;
}

/** A village's people in one shelter. */
export interface SplitPiece {
  shelter: string;
  people: number;
}

/** A response of a unit; `level` None where its track has none. */
export interface StandingResponse {
  activation_id: number;
  issuer_unit: string;
  track: ResponseTrack;
  title: Text;
  level: number | null;
  started_at: string;
  ended_at: string | null;
  basis_text: string;
  unit_name: string;
}

/** One thing that is wrong; its words are the screens'. `since` is ISO 8601 UTC. */
export interface StandingTrouble {
  code: string;
  since: string;
  figure: number;
}

/** A state and its word. */
export interface StateChoice {
  state: HouseholdState;
  text: Text;
}

/** A stay inside the circle. None: it began before, or lasts beyond, what is known. */
export interface Stay {
  arrival_at: string | null;
  departure_at: string | null;
  assumed: boolean;
}

/** A stay; the moments to the second, and as seconds since 1970 as worked out. */
export interface StayInterval {
  arrival_at: string | null;
  departure_at: string | null;
  arrival_unix_s: number | null;
  departure_unix_s: number | null;
  assumed: boolean;
}

/** A rung of the ladder: who, when by the world's clock, and why. */
export interface StepView {
  step: DocumentStep;
  state: DocumentState;
  name: string;
  unit: string;
  at: string;
  reason: string;
  warnings: string[];
}

/** Every fix, circle and forecast as stored, with agency, times and source. */
export interface StormAsStored {
  storm_id: string;
  number: string | null;
  name_zh: string;
  name_en: string;
  season: number;
  known_as: string[];
  parent_id: string | null;
  sub_centres: SubCentre[];
  notes: PublishedNote[];
  tracks: TrackAsStored[];
  forecasts: ForecastAsStored[];
  imports: TakenFile[];
}

/** Intensity class of GB/T 19201-2006, and two states outside it. */
export const STORM_CLASS = [
  "TD",
  "TS",
  "STS",
  "TY",
  "STY",
  "SuperTY",
  "EX",
  "LOW",
] as const;
export type StormClass = (typeof STORM_CLASS)[number];

/** A storm event: `at` when it became known, `valid_at` when it happens. */
export interface StormEventAnswer {
  kind: StormEventKind;
  key: string;
  at: string;
  valid_at: string;
  agency: string;
  track_kind: TrackKind | null;
  expected: boolean;
  text: Explanation;
  figures: JsonObject;
  lon: number | null;
  lat: number | null;
}

/** Every kind of storm event; definitions stand with the functions that find them. */
export const STORM_EVENT_KIND = [
  "line_crossed",
  "landfall",
  "stall",
  "loop",
  "recurvature",
  "stale_bulletin",
  "arrival_moved",
] as const;
export type StormEventKind = (typeof STORM_EVENT_KIND)[number];

/** What happened to a storm and what is awaited, by every agency. */
export interface StormEvents {
  at: string;
  events: StormEventAnswer[];
  landfalls: LandfallAnswer[];
  announced_landfalls: AnnouncedLandfall[];
}

/** Storms, newest first. */
export interface StormList {
  typhoons: ListedStorm[];
}

/** The wind at one place over time; a null is a moment of which nothing is known. */
export interface StripAnswer {
  at_moment: string;
  place: StripPlace;
  at: string[];
  wind_ms: StripWind;
  force_lines: ForceLine[];
  probability: Record<string, (number | null)[]>;
  ensemble: EnsembleHead;
}

/** Where it was asked for. */
export interface StripPlace {
  lon: number;
  lat: number;
}

/** The forecast's own wind, and its 10th and 90th percentile over all members. */
export interface StripWind {
  likely: (number | null)[];
  p10: (number | null)[];
  p90: (number | null)[];
}

/** A sub-centre of a storm. */
export interface SubCentre {
  storm_id: string;
  centre: number;
}

/** Zones and people due, shelters, vessels. Shelters are as they are: none has a history. */
export interface Summary {
  incident_id: number;
  at: string;
  zones: ZoneTotals;
  shelters: ShelterTotals;
  vessels: VesselTotals;
}

/** What would be answered, against what stands. It is a what-if: nothing was kept. */
export interface SupposedAnswer {
  supposition: Supposition;
  comparison: PlanComparison;
}

/** What is supposed: another agency alone, the storm aside (km, right of its way positive) or */
export interface Supposition {
  agency: string | null;
  aside_km: number;
  earlier_h: number;
  closed_ways: string[];
  stopped_lines: string[];
  lost_shelters: string[];
}

/** The ground a circle passes over. */
export interface SwathAnswer {
  at: string;
  inputs: AnswerInputs;
  features: FeatureSwathPropertiesGeoMultiPolygon[];
  type: "FeatureCollection";
}

/** Which part of a swath an area is. */
export interface SwathProperties {
  force: number;
  part: "known" | "forecast";
}

/** Which table was asked. */
export interface TableInForce {
  version: number;
  source: string;
}

/** Which file, by whom, what it gave, and how many of its rows were not taken. */
export interface TakenFile {
  import_id: number;
  file_name: string;
  format: string;
  sha256: string;
  bytes: number;
  imported_by: string;
  imported_at: string;
  fixes: number;
  forecasts: number;
  changed: boolean;
  bad_rows: number;
}

/** What its deadline is counted from. */
export interface TaskAnchor {
  anchor: Anchor;
  offset_min: number;
}

/** Who answered last, when, of which unit; `by_phone`: a desk above wrote it down. */
export interface TaskAnswer {
  step: TaskStep;
  at: string;
  name: string;
  unit: string;
  by_phone: boolean;
}

/** The last call that was made because of it. */
export interface TaskCall {
  result: CallResult;
  at: string;
  unit: string;
}

/** How many stand where. */
export interface TaskCounts {
  open: number;
  acknowledged: number;
  done: number;
  cannot: number;
  closed: number;
}

/** A task in a list. `holder` is masked; the register gives the telephone and keeps who asked. */
export interface TaskHead {
  task_id: number;
  source: string;
  source_title: Text;
  reference: string;
  number: string;
  page: string | null;
  says: Text;
  unit: TaskUnit;
  level: TaskLevel;
  post: string | null;
  post_name: string | null;
  holder: string | null;
  people: number | null;
  state: TaskState;
  version: number;
  addressed_at: string;
  due_at: string | null;
  counted_from: TaskAnchor | null;
  escalation: number;
  escalated_to: TaskUnit | null;
  answer: TaskAnswer | null;
  call: TaskCall | null;
  own: boolean;
  may: TaskStep[];
}

/** A level of the chain of responsibility, the highest first. */
export const TASK_LEVEL = [
  "city",
  "functional_zone",
  "county",
  "township",
  "village",
  "grid",
] as const;
export type TaskLevel = (typeof TASK_LEVEL)[number];

/** Tasks in order of risk, or down the chain for one source. After `escalate_min` without an */
export interface TaskList {
  at: string;
  escalate_min: number;
  unanswered_min: number;
  counts: TaskCounts;
  tasks: TaskHead[];
}

/** Where a task stands. */
export const TASK_STATE = [
  "open",
  "acknowledged",
  "done",
  "cannot",
  "closed",
] as const;
export type TaskState = (typeof TASK_STATE)[number];

/** What happens to one; `CREATE`, `ESCALATE` and `RESCHEDULE` are nobody's press. */
export const TASK_STEP = [
  "create",
  "acknowledge",
  "done",
  "cannot",
  "reassign",
  "call",
  "escalate",
  "reschedule",
  "close",
] as const;
export type TaskStep = (typeof TASK_STEP)[number];

/** A step: who took it, when by the world's clock, why. */
export interface TaskStepView {
  step: TaskStep;
  state: TaskState;
  name: string;
  unit: string;
  at: string;
  cause: Text | null;
  note: string;
  spoken_with: string | null;
  call_result: CallResult | null;
  to_unit: string | null;
  due_at: string | null;
}

/** A unit by code and name. */
export interface TaskUnit {
  code: string;
  name: string;
}

/** One task with everything that was done with it, and to whom else it can go. */
export interface TaskView {
  task_id: number;
  source: string;
  source_title: Text;
  reference: string;
  number: string;
  page: string | null;
  says: Text;
  unit: TaskUnit;
  level: TaskLevel;
  post: string | null;
  post_name: string | null;
  holder: string | null;
  people: number | null;
  state: TaskState;
  version: number;
  addressed_at: string;
  due_at: string | null;
  counted_from: TaskAnchor | null;
  escalation: number;
  escalated_to: TaskUnit | null;
  answer: TaskAnswer | null;
  call: TaskCall | null;
  own: boolean;
  may: TaskStep[];
  steps: TaskStepView[];
  posts: PostChoice[];
}

/** A text for a person in both languages. */
export interface Text {
  zh: string;
  en: string;
}

/** A word or number to be read, not calculated with; otherwise as in `Setting`. */
export interface TextSetting {
  key: string;
  text: string;
  source: string;
  meaning: Text;
  adopted: boolean;
  version: number;
}

/** Households and people that the registers put below the hazard points inside. */
export interface Threatened {
  households: number;
  people: number;
}

/** The latest moment to give the order, for each way too, and all cut-offs, earliest first. */
export interface TimingAnswer {
  latest_start_at: string | null;
  margin_s: number | null;
  incident_at: string;
  binding: CutoffAnswer | null;
  ways: WayAnswer[];
  cutoffs: CutoffAnswer[];
  not_considered: CutoffLeftOut[];
}

/** People of one gradient group inside, and whether the group leaves. */
export interface TitledGroup {
  code: GroupCode;
  zh: string;
  en: string;
  people: number;
  due: boolean;
}

/** A sentence in both languages with its figures. */
export interface ToldSentence {
  kind: ChangeKind;
  zh: string;
  en: string;
  figures: JsonObject;
}

/** A secret for an authenticator app, shown this once. */
export interface TotpEnrolment {
  secret: string;
  uri: string;
  qr_svg: string;
}

/** One agency's fixes without any rounding. */
export interface TrackAsStored {
  agency: string;
  kind: TrackKind;
  averaging_min: number | null;
  source: string;
  fixes: FixAsStored[];
}

/** What a file changes of one agency's track. */
export interface TrackDifference {
  storm_id: string;
  name_zh: string;
  agency: string;
  kind: TrackKind;
  averaging_min: number | null;
  fixes: number;
  new: number;
  different: number;
  withdrawn: number;
}

/** An analysed one. */
export interface TrackFix {
  lon: number;
  lat: number;
  pressure_hpa: number | null;
  wind_ms: number | null;
  force: number | null;
  class: StormClass | null;
  radii: Radius[];
  no_radii_reason: Explanation | null;
  fix_at: string;
}

/** Operational fixes and the later re-analysis stay side by side; neither replaces the other. */
export const TRACK_KIND = [
  "operational",
  "besttrack",
] as const;
export type TrackKind = (typeof TRACK_KIND)[number];

/** Both forecasts and what lies between them. */
export interface TrackShift {
  features: (FeatureForecastLineGeoLineString | FeatureShiftLineGeoLineString)[];
  type: "FeatureCollection";
}

/** A kind of response. */
export interface TrackTitle {
  track: ResponseTrack;
  title: Text;
  has_level: boolean;
}

/** A unit with the one above it; `accounts` is None to whoever may not see accounts. */
export interface TreeUnit {
  code: string;
  name: string;
  level: "city" | "county" | "functional_zone" | "township" | "village";
  parent_code: string | null;
  members: string[];
  accounts: number | null;
}

/** What is wrong here and now. */
export interface TroubleList {
  troubles: StandingTrouble[];
}

/** A storm with every agency's fixes and newest forecast, as known at `at`. */
export interface Typhoon {
  storm_id: string;
  number: string | null;
  name_zh: string;
  name_en: string;
  season: number;
  known_as: string[];
  at: string;
  sub_centres: SubCentre[];
  notes: PublishedNote[];
  tracks: TyphoonTrack[];
  forecasts: TyphoonForecast[];
  warning_lines: WarningLineShape[];
  crossings: Crossing[];
}

/** One agency's forecast. */
export interface TyphoonForecast {
  agency: string;
  issued_at: string;
  synthetic: boolean;
  method: string | null;
  points: ForecastPoint[];
}

/** What was taken from a file, what was not, and what is different now. */
export interface TyphoonImport {
  format: string;
  dry_run: boolean;
  changed: boolean;
  import_id: number | null;
  tracks: TrackDifference[];
  forecasts: ForecastDifference;
  notes: number;
  bad_rows: BadRow[];
  preview: DrawnFile | null;
}

/** One agency's fixes. */
export interface TyphoonTrack {
  agency: string;
  kind: TrackKind;
  averaging_min: number | null;
  source: string;
  fixes: TrackFix[];
}

/** A unit by code and name. */
export interface Unit {
  code: string;
  name: string;
  kind: string;
}

/** A unit as a screen names it. */
export interface UnitName {
  code: string;
  name: string;
}

/** A unit's figures without those below it. */
export interface UnitTally {
  level: CountedLevel;
  code: string;
  name: string;
  tally: PeopleTally;
  last_report_at: string | null;
  silent_since: string | null;
}

/** The tree, flat. */
export interface UnitTree {
  units: TreeUnit[];
}

/** A rule that data which lacks could decide. */
export interface UnjudgedRule {
  id: string;
  level: number | null;
  title: Explanation;
  missing: MissingReading[];
}

/** What became of a latest start, or of a vessel's time to reach port. */
export const URGENCY = [
  "newly_late",
  "no_longer_late",
  "earlier",
  "later",
  "unchanged",
] as const;
export type Urgency = (typeof URGENCY)[number];

/** One value of a known row that the import would replace; `column` is the table's. */
export interface ValueChange {
  row: number;
  key: string | number | boolean | null;
  column: string;
  was: string | number | boolean | null;
  becomes: string | number | boolean | null;
}

/** One value that an entry of the history changed. */
export interface ValueChanged {
  field: string;
  label: Text;
  was: string | number | boolean | null;
  becomes: string | number | boolean | null;
}

/** Every change of one key, newest first. */
export interface ValueHistory {
  key: string;
  changes: ChangeView[];
}

/** Every value as it stands, and every change that waits for a second person. */
export interface ValueList {
  values: OfficeValue[];
  waiting: ChangeView[];
}

/** What checking the whole chain found; unbroken when `breaks` is empty. */
export interface Verification {
  days: number;
  entries: number;
  unsealed: number;
  last_day: string | null;
  breaks: Break[];
}

/** What checking the chain found. */
export interface VerificationAnswer {
  verification: Verification;
}

/** One row of the register; a stranger heard by AIS has `registered` False and little else. */
export interface Vessel {
  vessel_id: number;
  registered: boolean;
  name: string | null;
  mmsi: number | null;
  beidou_id: string | null;
  kind: string;
  gear: string | null;
  length_m: number | null;
  power_kw: number | null;
  crew_rated: number | null;
  crew_aboard: number | null;
  wind_rating: number | null;
  home_harbour: string | null;
  county: string | null;
  township: string | null;
  high_risk: boolean | null;
  visiting: boolean;
}

/** What a click on a mover shows. `harbour` is where it lies, None at sea. */
export interface VesselCard {
  vessel: Vessel;
  fix: VesselFix | null;
  age_s: number | null;
  harbour: string | null;
  refusals: Refusal[];
}

/** One position. `source` is an `app.positions.model.Source`. */
export interface VesselFix {
  fix_at: string;
  lon: number;
  lat: number;
  sog_kn: number | null;
  cog_deg: number | null;
  heading_deg: number | null;
  source: number;
}

/** A page of the register; `next` is None on the last one. */
export interface VesselPage {
  vessels: Vessel[];
  next: number | null;
}

/** A vessel whose time to reach port became too short, or long enough again. */
export interface VesselShift {
  vessel_id: number;
  name: string | null;
  urgency: Urgency;
  before_at: string | null;
  after_at: string | null;
  port: string;
  port_km: number;
  port_at: string;
  lon: number;
  lat: number;
  fix_at: string;
}

/** Vessels of the incident by where they are and how fresh their report is. */
export interface VesselTotals {
  vessels: number;
  in_port: number;
  at_sea: number;
  stale: number;
  lost: number;
  on_board_at_sea: number;
}

/** A vessel's way, oldest first. */
export interface VesselTrack {
  vessel_id: number;
  fixes: VesselFix[];
}

/** People of a village who must leave, this area's own only. */
export interface VillagePeople {
  code: string;
  name: string;
  people: number;
}

/** A village whose people go to more than one shelter. */
export interface VillageSplit {
  village: string;
  pieces: SplitPiece[];
}

/** Each voyage's stays inside a circle; None when the agency has no such circle. */
export interface VoyageAnswer {
  at: string;
  force: number;
  inputs: AnswerInputs;
  rule: Explanation;
  voyages: VoyageStay[][] | null;
}

/** A vessel's stay inside the circle, with its length where both ends are known. */
export interface VoyageStay {
  arrival_at: string | null;
  departure_at: string | null;
  hours: number | null;
}

/** One sentence; `figures` None: it says why there are none. */
export interface WaitingAnswer {
  told: Text | string;
  figures: WaitingFigures | null;
}

/** A waiting change as officers see it. */
export interface WaitingChange {
  change_id: number;
  account_id: number;
  change: string;
  asked_by: string;
  asked_at: string;
  due_at: string;
  approved_by: string | null;
}

/** Order now or wait for the next bulletin, in per cent of the ensemble's members. */
export interface WaitingFigures {
  call: Call;
  needless_pct: number;
  late_now_pct: number;
  late_next_pct: number;
  wait_until_at: string | null;
  order_by_at: string | null;
  miss_pct: number;
  limit_pct: number;
  next_at: string;
  force: number;
  needed_min: number;
  known_at: string;
  until_at: string;
  basis: Text | string;
}

/** A warning line of the coast. */
export interface WarningLineShape {
  id: string;
  hours: number;
  title: Text;
  coordinates: ([number, number])[];
}

/** By which way people get safe; each has a clock of its own. */
export const WAY = [
  "road",
  "boat",
  "sea",
  "stay",
  "home_boat",
  "home_road",
  "raft",
  "crew",
] as const;
export type Way = (typeof WAY)[number];

/** One way of getting safe with somebody in it: its own latest start, and what is told. */
export interface WayAnswer {
  way: Way;
  zh: string;
  en: string;
  people: number;
  vessels: number;
  latest_start_at: string | null;
  over: boolean;
  binding: CutoffAnswer | null;
  advice: Advice;
  told: Text | string;
  refuge: string | null;
  reachable: number;
  reach_until_at: string | null;
  at_risk: number;
  vessels_at_risk: number;
}

/** A force over the zone: the stay that lasts or comes next. */
export interface WindAtZone {
  force: number;
  arrival_at: string | null;
  reasonable_at: string | null;
  likely_at: string | null;
  departure_at: string | null;
  step_at: string | null;
  smooth_at: string | null;
  agency: string;
  threshold_ms: number;
  issued_at: string | null;
  synthetic: boolean;
  rule: Text | string;
  rounding: string;
  assumptions: string[];
}

/** One wind circle by quadrant, km. `force` is the nearest force and only a label: */
export interface WindRadius {
  threshold_ms: number;
  force: number;
  ne_km: number;
  se_km: number;
  sw_km: number;
  nw_km: number;
  rule: string;
  source_text: string;
}

/** A row for wind, as `read_rules` reads it. */
export interface WindRow {
  kind: SignalKind;
  colour: Colour;
  within_h: number;
  mean_force: number | null;
  gust_force: number | null;
}

/** A change is taken back. */
export interface Withdrawn {
  withdrawn: boolean;
}

/** The real world first, then exercises, newest first. */
export interface WorldList {
  worlds: ListedWorld[];
}

/** The whole answer for a polygon. `basis` None: worked out before it was kept; so `waiting`. */
export interface ZoneAnswer {
  exposure: ExposureAnswer;
  home: HomeAnswer | null;
  assignment: AssignmentAnswer;
  clearance: ClearanceAnswer;
  arrival: Record<string, WindAtZone | null>;
  timing: TimingAnswer;
  waiting: WaitingAnswer | null;
  lead: LeadTimes;
  assumptions: Setting[];
  versions: Record<string, string>;
  elapsed_ms: number;
  basis: KeptInputs | null;
}

/** First arrival of a force at a zone by both bulletins. */
export interface ZoneArrival {
  force: number;
  before_at: string | null;
  after_at: string | null;
}

/** A zone in both; None where one of them does not have it. */
export interface ZoneComparison {
  zone_id: string;
  number: number;
  name: string;
  left: ZoneFigures | null;
  right: ZoneFigures | null;
  same: boolean;
  earlier_min: number | null;
  shelters: ShelterChange[];
}

/** What a plan says of one zone. `inputs_hash`: what the answer rests on. */
export interface ZoneFigures {
  zone_id: string;
  zone_version: number;
  number: number;
  name: string;
  hazard: HazardBasis;
  people: number;
  groups: Partial<Record<GroupCode, number>>;
  ways: PlannedWay[];
  latest_start_at: string | null;
  last_start_at: string | null;
  rule_missed: boolean;
  clearance_min: number;
  shelters: PlannedShelter[];
  unplaced: number;
  at_risk: number;
  visitors_home: number;
  inputs_hash: string | null;
}

/** A zone without its answer. */
export interface ZoneHead {
  zone_id: string;
  number: number;
  name: string;
  state: ZoneState;
  version: number;
  polygon: GeoPolygon;
  hazard: HazardBasis;
  due_groups: GroupCode[];
  lead: LeadTimes;
  valid_at: string;
  recorded_at: string;
  changed_by: string;
}

/** The incident's zones, by number. */
export interface ZoneList {
  zones: ZoneView[];
}

/** A zone's latest start by both bulletins. */
export interface ZoneShift {
  zone_id: string;
  number: number;
  name: string;
  before_at: string | null;
  after_at: string | null;
  shift_min: number | null;
  urgency: Urgency;
  arrivals: ZoneArrival[];
}

/** A draft is a proposal on the map; only an order (later) binds anyone. */
export const ZONE_STATE = [
  "draft",
  "deleted",
] as const;
export type ZoneState = (typeof ZONE_STATE)[number];

/** The incident's zones together; nobody is in two of them. */
export interface ZoneTotals {
  zones: number;
  people_due: number;
  unplaced: number;
  sea_people_due: number;
}

/** A zone with its answer; a deleted one has none. */
export interface ZoneView {
  zone_id: string;
  number: number;
  name: string;
  state: ZoneState;
  version: number;
  polygon: GeoPolygon;
  hazard: HazardBasis;
  due_groups: GroupCode[];
  lead: LeadTimes;
  valid_at: string;
  recorded_at: string;
  changed_by: string;
  answer: ZoneAnswer | null;
  standing: AnswerPeriod | null;
}

/** Method, address below /api/v1, and what is answered. */
export type Route =
  | ["DELETE", "/account/totp", SignedInSession]
  | ["DELETE", "/session", Ended]
  | ["DELETE", `/account/passkeys/${number}`, SignedInSession]
  | ["DELETE", `/account/sessions/${string}`, Ended]
  | ["DELETE", `/accounts/${number}/sessions`, Record<string, number>]
  | ["DELETE", `/accounts/signer-changes/${number}`, Withdrawn]
  | ["DELETE", `/configuration/changes/${number}`, ChangeView]
  | ["DELETE", `/devices/${number}`, RevokedDevice]
  | ["DELETE", `/feeds/${string}`, string]
  | ["DELETE", `/responses/drafts/${number}`, Responses]
  | ["DELETE", `/zones/${string}`, ZoneHead]
  | ["GET", "/account", OwnAccount]
  | ["GET", "/accounts", People]
  | ["GET", "/audit", AuditPage]
  | ["GET", "/audit/verification", VerificationAnswer]
  | ["GET", "/bulletins", Bulletins]
  | ["GET", "/closures", ClosureList]
  | ["GET", "/closures/proposals", ProposalList]
  | ["GET", "/configuration", Configuration]
  | ["GET", "/configuration/values", ValueList]
  | ["GET", "/devices", DeviceList]
  | ["GET", "/documents", DocumentList]
  | ["GET", "/documents/key", PublicKey]
  | ["GET", "/due-rules", DueRules]
  | ["GET", "/events", EventPage]
  | ["GET", "/feeds", FeedList]
  | ["GET", "/field-reports", FieldReportList]
  | ["GET", "/households", HouseholdList]
  | ["GET", "/incident", CurrentIncident]
  | ["GET", "/incidents", IncidentList]
  | ["GET", "/layers", LayerList]
  | ["GET", "/openapi.json", JsonObject]
  | ["GET", "/plans", PlanList]
  | ["GET", "/policy", SigninPolicy]
  | ["GET", "/processes", ProcessList]
  | ["GET", "/proposal/progress", DraftProgress]
  | ["GET", "/registers", RegisterList]
  | ["GET", "/response-rules", ResponseTable]
  | ["GET", "/responses", Responses]
  | ["GET", "/responses/recommendation", RecommendationAnswer]
  | ["GET", "/roles", RoleTable]
  | ["GET", "/roll-calls", RollCallList]
  | ["GET", "/roll-calls/contradictions", ContradictionList]
  | ["GET", "/roll-calls/doors", DoorList]
  | ["GET", "/search", SearchResults]
  | ["GET", "/series", SeriesList]
  | ["GET", "/session", SessionView]
  | ["GET", "/session/ways", SigninWays]
  | ["GET", "/shelters/nearest", NearestShelters]
  | ["GET", "/summary", Summary]
  | ["GET", "/task-actions", ActionRules]
  | ["GET", "/tasks", TaskList]
  | ["GET", "/tasks/chain", TaskList]
  | ["GET", "/tasks/silent", SilentUnits]
  | ["GET", "/troubles", TroubleList]
  | ["GET", "/typhoons", StormList]
  | ["GET", "/typhoons/formats", FormatList]
  | ["GET", "/typhoons/seasons", SeasonList]
  | ["GET", "/units", UnitTree]
  | ["GET", "/vessels", VesselPage]
  | ["GET", "/warning-signals/rules", SignalTable]
  | ["GET", "/warning-signals/suggestions", SignalSuggestions]
  | ["GET", "/worlds", WorldList]
  | ["GET", "/zones", ZoneList]
  | ["GET", `/configuration/changes/${string}`, ValueHistory]
  | ["GET", `/documents/${number}`, DocumentView]
  | ["GET", `/households/${number}`, HouseholdView]
  | ["GET", `/layers/${string}/features/${string}`, Card]
  | ["GET", `/layers/${string}/features`, LayerFeatures]
  | ["GET", `/plans/${number}/comparison/${number}`, PlanComparison]
  | ["GET", `/plans/${number}/comparison`, PlanComparison]
  | ["GET", `/plans/${number}`, PlanVersion]
  | ["GET", `/registers/${string}/rows/${string}/history`, RowHistory]
  | ["GET", `/registers/${string}/rows/${string}`, RowView]
  | ["GET", `/registers/${string}`, RowList]
  | ["GET", `/roll-calls/${number}/lines`, LineList]
  | ["GET", `/roll-calls/${number}`, RollCallTotals]
  | ["GET", `/series/${number}`, SeriesValues]
  | ["GET", `/tasks/${number}`, TaskView]
  | ["GET", `/typhoons/${string}/arrival`, LikelyArrival]
  | ["GET", `/typhoons/${string}/changes`, BulletinChanges]
  | ["GET", `/typhoons/${string}/cone`, Cones]
  | ["GET", `/typhoons/${string}/events`, StormEvents]
  | ["GET", `/typhoons/${string}/isochrones`, Isochrones]
  | ["GET", `/typhoons/${string}/places`, Places]
  | ["GET", `/typhoons/${string}/probability`, ProbabilityBands]
  | ["GET", `/typhoons/${string}/seats`, SeatCountdown]
  | ["GET", `/typhoons/${string}/similar`, SimilarStorms]
  | ["GET", `/typhoons/${string}/stored`, StormAsStored]
  | ["GET", `/typhoons/${string}/strip`, StripAnswer]
  | ["GET", `/typhoons/${string}/swath`, SwathAnswer]
  | ["GET", `/typhoons/${string}`, Typhoon]
  | ["GET", `/typhoons/imports/${number}`, RefusedRows]
  | ["GET", `/units/${string}/responsibility`, Responsibility]
  | ["GET", `/vessels/${number}/track`, VesselTrack]
  | ["GET", `/vessels/${number}`, VesselCard]
  | ["GET", `/zones/${string}`, ZoneView]
  | ["PATCH", "/incident/clock", CurrentIncident]
  | ["PATCH", `/accounts/${number}`, ChangedPerson]
  | ["POST", "/account/passkeys", SignedInSession]
  | ["POST", "/account/passkeys/options", JsonObject]
  | ["POST", "/account/password", SignedInSession | Ended]
  | ["POST", "/account/proof", Proved]
  | ["POST", "/account/totp", TotpEnrolment]
  | ["POST", "/accounts", AddedPerson]
  | ["POST", "/closures", ClosureView]
  | ["POST", "/closures/import", ClosureImport]
  | ["POST", "/devices", NewDevice]
  | ["POST", "/documents", DocumentView]
  | ["POST", "/feeds", FeedStatus]
  | ["POST", "/field-reports", Receipt]
  | ["POST", "/households", HouseholdView]
  | ["POST", "/incidents", CurrentIncident]
  | ["POST", "/plans", PlanVersion]
  | ["POST", "/proposal", Proposal]
  | ["POST", "/proposal/merged", ProposedZone]
  | ["POST", "/responses", DraftedResponses]
  | ["POST", "/responses/end", DraftedResponses]
  | ["POST", "/roll-calls/reports", ReportBatch]
  | ["POST", "/series/import", SeriesImport]
  | ["POST", "/session", SignedInSession | SecondFactor]
  | ["POST", "/session/activity", LockState]
  | ["POST", "/session/entry", EnteredSession]
  | ["POST", "/session/lock", LockState]
  | ["POST", "/session/passkey", SignedInSession]
  | ["POST", "/session/passkey/options", JsonObject]
  | ["POST", "/session/totp", SignedInSession]
  | ["POST", "/session/unlock", SignedInSession]
  | ["POST", "/session/unlock/options", JsonObject]
  | ["POST", "/typhoons/import", TyphoonImport]
  | ["POST", "/whatif", SupposedAnswer]
  | ["POST", "/zones", ZoneView]
  | ["POST", "/zones/answer", ZoneAnswer]
  | ["POST", "/zones/preview", PreviewAnswer]
  | ["POST", `/accounts/${number}/link`, OneTimeLink]
  | ["POST", `/accounts/${number}/unlock`, ChangedPerson]
  | ["POST", `/accounts/signer-changes/${number}/approval`, ApprovedChange]
  | ["POST", `/closures/${number}/lift`, ClosureView]
  | ["POST", `/configuration/changes/${number}/approval`, ChangeView]
  | ["POST", `/devices/${number}/link`, NewDevice]
  | ["POST", `/documents/${number}/issue`, DocumentView]
  | ["POST", `/documents/${number}/lift`, DocumentView]
  | ["POST", `/documents/${number}/return`, DocumentView]
  | ["POST", `/documents/${number}/sign`, DocumentView]
  | ["POST", `/documents/${number}/submit`, DocumentView]
  | ["POST", `/documents/${number}/withdraw`, DocumentView]
  | ["POST", `/households/${number}/reveal`, Persons]
  | ["POST", `/households/${number}/strike`, HouseholdStruck]
  | ["POST", `/incidents/${number}/close`, ListedIncident]
  | ["POST", `/layers/${string}/import`, LayerImport]
  | ["POST", `/registers/${string}/rows/${string}/reveal`, RevealedRow]
  | ["POST", `/registers/${string}/rows`, RowView]
  | ["POST", `/responses/drafts/${number}/sign`, Responses]
  | ["POST", `/roll-calls/${number}/close`, RollCallTotals]
  | ["POST", `/roll-calls/lines/${number}/settle`, LineStanding]
  | ["POST", `/tasks/${number}/acknowledge`, TaskView]
  | ["POST", `/tasks/${number}/call`, TaskView]
  | ["POST", `/tasks/${number}/cannot`, TaskView]
  | ["POST", `/tasks/${number}/close`, TaskView]
  | ["POST", `/tasks/${number}/done`, TaskView]
  | ["POST", `/tasks/${number}/reassign`, TaskView]
  | ["POST", `/typhoons/${string}/fixes`, TyphoonImport]
  | ["POST", `/typhoons/${string}/voyages`, VoyageAnswer]
  | ["POST", `/units/${string}/responsibility/${string}/reveal`, Answerable]
  | ["POST", `/zones/${string}/undo`, ZoneView]
  | ["PUT", "/account/totp", SignedInSession]
  | ["PUT", "/due-rules", ChangeView]
  | ["PUT", "/policy", SigninPolicy]
  | ["PUT", "/response-rules", ChangeView]
  | ["PUT", "/task-actions", ChangeView]
  | ["PUT", "/warning-signals/rules", ChangeView]
  | ["PUT", `/configuration/values/${string}`, ChangeView]
  | ["PUT", `/documents/${number}`, DocumentView]
  | ["PUT", `/households/${number}`, HouseholdView]
  | ["PUT", `/incidents/${number}/label`, ListedIncident]
  | ["PUT", `/registers/${string}/rows/${string}`, RowView]
  | ["PUT", `/units/${string}/responsibility`, Responsibility]
  | ["PUT", `/units/${string}`, FunctionalZone]
  | ["PUT", `/zones/${string}`, ZoneView];

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Exact<M, P, R = Route> = R extends [M, infer Q, infer A]
  ? Same<P, Q> extends true
    ? A
    : never
  : never;
type Fitting<M, P, R = Route> = R extends [M, infer Q, infer A]
  ? P extends Q
    ? A
    : never
  : never;

/** What a method on an address answers; `never` where there is no such route. */
export type AnswerOf<M extends string, P extends string> = [Exact<M, P>] extends [never]
  ? Fitting<M, P>
  : Exact<M, P>;

/** Bits of the frame's `state` byte. */
export const State = {
  STALE: 1,
  LOST: 2,
  IN_PORT: 4,
  HIGH_RISK: 8,
  WITHDRAWING: 16,
  SUSPECT: 32,
  BEIDOU: 64,
} as const;

/** Kind of a mover as frames carry it; names equal `vessel.kind` in the database. */
export const VesselKind = {
  UNKNOWN: 0,
  FISHING: 1,
  CARRIER: 2,
  LEISURE: 3,
  PASSENGER: 4,
  MERCHANT: 5,
  WORKS: 6,
  NET_BUOY: 7,
} as const;
