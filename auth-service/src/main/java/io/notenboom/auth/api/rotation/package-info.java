// SPDX-License-Identifier: Apache-2.0
/** Rotations over HTTP (internal). */
@NullMarked
package io.notenboom.auth.api.rotation;

import org.jspecify.annotations.NullMarked;
