// SPDX-License-Identifier: Apache-2.0
/** The demo and the drills, with real processes. */
@NullMarked
package io.notenboom.e2e;

import org.jspecify.annotations.NullMarked;
