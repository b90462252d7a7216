// SPDX-License-Identifier: Apache-2.0
/** Tests of rotations. */
@NullMarked
package io.notenboom.kit.rotation;

import org.jspecify.annotations.NullMarked;
