// SPDX-License-Identifier: Apache-2.0
/** Tests of revocation lists. */
@NullMarked
package io.notenboom.kit.revocation;

import org.jspecify.annotations.NullMarked;
