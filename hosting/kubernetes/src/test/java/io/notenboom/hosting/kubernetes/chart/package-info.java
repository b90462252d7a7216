// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.kubernetes.chart;

import org.jspecify.annotations.NullMarked;
