// SPDX-License-Identifier: Apache-2.0
/** Custodians in front of another one, which say when it may be used. */
@NullMarked
package io.notenboom.custody.forward;

import org.jspecify.annotations.NullMarked;
