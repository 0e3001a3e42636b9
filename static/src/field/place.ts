// Where the tablet is; without satellites the middle of the map stands in, and the screen says so.

import { signal } from "@preact/signals";
import type { Key } from "../shared/i18n/say";

export interface Place {
  lon: number;
  lat: number;
  accuracyM: number | null;
  /** False while it is only the middle of the map. */
  own: boolean;
}

const SHENJIAMEN: Place = { lon: 122.3013, lat: 29.9447, accuracyM: null, own: false };

export const place = signal<Place>(SHENJIAMEN);
/** Why there is no own position. */
export const placeFault = signal<Key | null>(null);

/** Follow the tablet's position. */
export function startPlace(): void {
  if (!isSecureContext) {
    placeFault.value = "field.place.insecure";
    return;
  }
  navigator.geolocation.watchPosition(
    ({ coords }) => {
      placeFault.value = null;
      place.value = {
        lon: coords.longitude,
        lat: coords.latitude,
        accuracyM: coords.accuracy,
        own: true,
      };
    },
    (error) => {
      const denied = error.code === error.PERMISSION_DENIED;
      placeFault.value = denied ? "field.place.denied" : "field.place.unavailable";
    },
    { enableHighAccuracy: true, maximumAge: 15_000, timeout: 20_000 },
  );
}

/** The map was moved: look from there until the tablet knows better. */
export function lookFrom(lon: number, lat: number): void {
  if (!place.peek().own) place.value = { lon, lat, accuracyM: null, own: false };
}
