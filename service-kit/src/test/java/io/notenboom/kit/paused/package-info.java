// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.kit.paused;

import org.jspecify.annotations.NullMarked;
