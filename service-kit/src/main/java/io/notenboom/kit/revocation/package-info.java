// SPDX-License-Identifier: Apache-2.0
/** Revocation lists of certificate authorities, fetched and kept fresh. */
@NullMarked
package io.notenboom.kit.revocation;

import org.jspecify.annotations.NullMarked;
