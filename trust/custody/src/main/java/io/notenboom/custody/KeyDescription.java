// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.time.Instant;

/** What may be told about a key: its name, purpose, time of creation and whether a node has taken it into use. */
public record KeyDescription(KeyId keyId, KeyPurpose purpose, Instant created, boolean claimed) {}
