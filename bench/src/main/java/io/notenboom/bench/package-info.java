// SPDX-License-Identifier: Apache-2.0
/** JMH and load drivers with their comparison targets. */
@NullMarked
package io.notenboom.bench;

import org.jspecify.annotations.NullMarked;
