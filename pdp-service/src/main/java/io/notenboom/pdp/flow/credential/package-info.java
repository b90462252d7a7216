// SPDX-License-Identifier: Apache-2.0
/** Flows from the NutsAuthorizationCredentials of earlier Nuts nodes. */
@NullMarked
package io.notenboom.pdp.flow.credential;

import org.jspecify.annotations.NullMarked;
