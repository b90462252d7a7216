// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.kubernetes.platform;

import org.jspecify.annotations.NullMarked;
