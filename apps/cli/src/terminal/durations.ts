/** A measured time in seconds, without its unit: `0.042`, `1.25`, `12.3`, `125`. */
export function printSeconds(seconds: number): string {
  if (seconds >= 100) return String(Math.round(seconds));
  return seconds.toFixed(seconds >= 10 ? 1 : seconds >= 1 ? 2 : 3);
}

/** A time to wait: `8 s`, `2:05`, `1:01:40`. */
export function printDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
