import { expect, it } from "vitest";
import { bodyOf, draftOf, inputTime } from "./form";

const NOW = Date.parse("2015-07-10T00:00:30Z"); // 08:00:30 in Zhoushan
const BRIDGE = { kind: "road", object: "5", name: "大桥" };

it("closes from now unless somebody says from when", () => {
  const began = draftOf(BRIDGE, NOW, "交警支队");
  expect([began.state, began.from]).toEqual(["closed", "2015-07-10T08:00"]);
  const body = bodyOf(began, BRIDGE, began);
  expect(body).toMatchObject({ kind: "road", object: "5", state: "closed", from_at: null });
  expect(bodyOf({ ...began, from: "2015-07-10T09:30" }, BRIDGE, began)["from_at"]).toBe(
    "2015-07-10T09:30:00+08:00",
  );
});

it("takes up what the forecast proposes, with its moment and force", () => {
  const proposed = { ...BRIDGE, from: "2015-07-10T06:00:00Z", force: 8 };
  const began = draftOf(proposed, NOW, "交警支队");
  expect([began.state, began.from]).toEqual(["will_close", "2015-07-10T14:00"]);
  expect(bodyOf(began, proposed, began)).toMatchObject({
    state: "closed",
    from_at: "2015-07-10T14:00:00+08:00",
    limit_force: 8,
  });
});

it("says open as open, and an end that is not known as none", () => {
  const began = draftOf(BRIDGE, NOW, "交警支队");
  const open = bodyOf({ ...began, state: "open" }, BRIDGE, began);
  expect([open["state"], open["until_at"]]).toEqual(["open", null]);
});

it("gives works their name and place instead of a row", () => {
  const works = { kind: "works", object: "", name: "", lon: 122.1, lat: 30 };
  const began = { ...draftOf(works, NOW, "建设局"), name: " 海堤抢修 " };
  const body = bodyOf(began, works, began);
  expect(body).toMatchObject({ name: "海堤抢修", lon: 122.1, lat: 30 });
  expect("object" in body).toBe(false);
});

it("writes times as the office's clock has them", () => {
  expect(inputTime(Date.parse("2015-07-10T17:05:59Z"))).toBe("2015-07-11T01:05");
});
