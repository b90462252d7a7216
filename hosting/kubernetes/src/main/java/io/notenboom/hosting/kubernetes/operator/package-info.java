// SPDX-License-Identifier: Apache-2.0
/** The operator: carries out a customer's plan in a cluster. */
@NullMarked
package io.notenboom.hosting.kubernetes.operator;

import org.jspecify.annotations.NullMarked;
