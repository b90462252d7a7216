// SPDX-License-Identifier: Apache-2.0
/** JSON from outside: strict reading, canonical writing. */
@NullMarked
package io.notenboom.trust.json;

import org.jspecify.annotations.NullMarked;
