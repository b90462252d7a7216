// SPDX-License-Identifier: Apache-2.0
/** Tests of what callers may do. */
@NullMarked
package io.notenboom.kit.access.keys;

import org.jspecify.annotations.NullMarked;
