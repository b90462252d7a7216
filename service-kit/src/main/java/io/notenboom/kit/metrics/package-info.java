// SPDX-License-Identifier: Apache-2.0
/** Meters of the services, shown at {@code /q/metrics} of the management listener. */
@NullMarked
package io.notenboom.kit.metrics;

import org.jspecify.annotations.NullMarked;
