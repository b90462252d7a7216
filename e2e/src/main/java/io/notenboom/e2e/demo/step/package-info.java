// SPDX-License-Identifier: Apache-2.0
/** The nine steps of the main job. */
@NullMarked
package io.notenboom.e2e.demo.step;

import org.jspecify.annotations.NullMarked;
