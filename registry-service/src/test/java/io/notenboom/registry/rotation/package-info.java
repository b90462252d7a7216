// SPDX-License-Identifier: Apache-2.0
/** Tests of the rotation of certificates. */
@NullMarked
package io.notenboom.registry.rotation;

import org.jspecify.annotations.NullMarked;
