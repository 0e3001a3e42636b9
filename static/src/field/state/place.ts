// Where the tablet is; without satellites the middle of the map stands in, and the screen says so.

import { signal } from "@preact/signals";
import type { Key } from "../../shared/i18n/say";

export interface Place {
  lon: number;
  lat: number;
  accuracyM: number | null;
  /** False while it is only the middle of the map. */
  own: boolean;
}

const KEPT = "haitang.field.place";
const SHENJIAMEN: Place = { lon: 122.3013, lat: 29.9447, accuracyM: null, own: false };

export const place = signal<Place>(SHENJIAMEN);
/** Why there is no own position. */
export const placeFault = signal<Key | null>(null);

/** Follow the tablet's position; until it is known, look from where it was last. */
export function startPlace(): void {
  const kept = localStorage.getItem(KEPT);
  if (kept !== null) place.value = { ...(JSON.parse(kept) as Place), accuracyM: null, own: false };
  if (!isSecureContext) {
    placeFault.value = "field.place.insecure";
    return;
  }
  navigator.geolocation.watchPosition(take, refuse, {
    enableHighAccuracy: true,
    maximumAge: 15_000,
    timeout: 20_000,
  });
}

function take({ coords }: GeolocationPosition): void {
  const { longitude: lon, latitude: lat, accuracy: accuracyM } = coords;
  placeFault.value = null;
  place.value = { lon, lat, accuracyM, own: true };
  localStorage.setItem(KEPT, JSON.stringify(place.value));
}

/** A lost fix leaves the last place as a place to look from, no longer as where the tablet is. */
function refuse(error: GeolocationPositionError): void {
  const denied = error.code === error.PERMISSION_DENIED;
  placeFault.value = denied ? "field.place.denied" : "field.place.unavailable";
  place.value = { ...place.peek(), accuracyM: null, own: false };
}

/** The map was moved: look from there until the tablet knows better. */
export function lookFrom(lon: number, lat: number): void {
  if (!place.peek().own) place.value = { lon, lat, accuracyM: null, own: false };
}
