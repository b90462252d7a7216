// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.time.Instant;

/** When a flow is valid: from {@code notBefore} on, before the expiry of what is asked; no leeway. */
public record Validity(Instant notBefore, Instant dataExpires, Instant taskExpires) {}
