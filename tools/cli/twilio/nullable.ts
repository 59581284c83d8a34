/**
 * A resource as Twilio really answers. Its OpenAPI documents let nearly every field be null or missing,
 * which the types of the `twilio` library leave out.
 */
export type Nullable<T> = { readonly [Field in keyof T]?: T[Field] | null };
