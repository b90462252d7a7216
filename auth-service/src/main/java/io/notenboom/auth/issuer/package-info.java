// SPDX-License-Identifier: Apache-2.0
/** Issuing verifiable credentials in the name of own DIDs, and the record of what was issued. */
@NullMarked
package io.notenboom.auth.issuer;

import org.jspecify.annotations.NullMarked;
