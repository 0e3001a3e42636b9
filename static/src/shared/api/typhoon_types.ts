// Shapes of typhoons, by the names that the screens know them by.

export type {
  ForecastPoint,
  Isochrones,
  Radius,
  SeatArrival,
  SeatCountdown as Seats,
  TrackFix as Fix,
  Typhoon,
  TyphoonForecast as Forecast,
} from "./generated";

import type { TyphoonTrack } from "./generated";

/** A track, or what stands for one where an agency only forecasts. */
export type Track = Omit<TyphoonTrack, "kind"> & { kind: TyphoonTrack["kind"] | "forecast" };
