// Shapes of what the wind does where, and of what changed, by the names that the screens know.

/** How far a request has come: null while it was never asked. */
export type Loaded<T> =
  | { state: "loading" }
  | { state: "failed"; why: string }
  | { state: "here"; value: T };

export type Shapes = GeoJSON.FeatureCollection;

export type {
  ArrivalShift,
  BadRow,
  BulletinChanges as Changes,
  CrsReading,
  EnsembleState as Ensemble,
  FiredRule,
  ForceAtPlace,
  LayerImport,
  LikelyArrival as PlaceWind,
  ListedSeries as SeriesHead,
  ListedStorm as StormHead,
  PlaceArrival,
  PlaceLikelihood as Likelihood,
  PlaceStay as Stay,
  Places,
  RecommendedLevel as Recommendation,
  Season,
  SeriesValues,
  SignalSuggestion,
  SimilarStorm,
  StormEventAnswer as StormEvent,
  StripAnswer as Strip,
  ToldSentence as ChangeSentence,
  TyphoonImport,
  TyphoonImport as EntryAnswer,
} from "./generated";
export type Moved = import("./generated").ZoneShift | import("./generated").VesselShift;
