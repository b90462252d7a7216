// SPDX-License-Identifier: Apache-2.0
/** Tests of meters. */
@NullMarked
package io.notenboom.kit.metrics;

import org.jspecify.annotations.NullMarked;
