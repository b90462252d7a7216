// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.kubernetes.render;

import org.jspecify.annotations.NullMarked;
