// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.trust.secret.Secret;

/** What the client presented in {@code Authorization} (RFC 6750, RFC 9449). */
public sealed interface Credentials {

    /** No {@code Authorization} at all. */
    record Absent() implements Credentials {}

    /** {@code Authorization: Bearer …}. */
    record Bearer(Secret token) implements Credentials {}

    /** {@code Authorization: DPoP …}; the proof is in the {@code DPoP} header. */
    record DemonstratedPossession(Secret token) implements Credentials {}
}
