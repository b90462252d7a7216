// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.kubernetes.operator.app;

import org.jspecify.annotations.NullMarked;
