// SPDX-License-Identifier: Apache-2.0
/** Entry point of the demo and the drills. */
@NullMarked
package io.notenboom.e2e;

import org.jspecify.annotations.NullMarked;
