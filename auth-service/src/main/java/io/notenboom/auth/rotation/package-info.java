// SPDX-License-Identifier: Apache-2.0
/** Rotation of the keys of own DIDs: what they signed that is left, when they may leave, and what to do when one is lost. */
@NullMarked
package io.notenboom.auth.rotation;

import org.jspecify.annotations.NullMarked;
