"""The toy checkpoints. Each differs from Stable Diffusion 1.5 in what a graph built from shapes could get wrong."""

SCALE = {"linear_start": 0.00085, "linear_end": 0.0120, "timesteps": 1000, "scale_factor": 0.18215, "parameterization": "eps"}


def unet(model_channels, channel_mult, num_res_blocks, attention_resolutions, context_dim, in_channels=4, depth=1, **heads):
    return dict(image_size=8, in_channels=in_channels, out_channels=4, model_channels=model_channels,
                attention_resolutions=attention_resolutions, num_res_blocks=num_res_blocks, channel_mult=channel_mult,
                **heads, use_spatial_transformer=True, transformer_depth=depth, context_dim=context_dim, legacy=False)


def vae(ch, ch_mult, num_res_blocks, resolution=32, attn_resolutions=()):
    return dict(embed_dim=4, ddconfig=dict(double_z=True, z_channels=4, resolution=resolution, in_channels=3, out_ch=3, ch=ch,
                ch_mult=ch_mult, num_res_blocks=num_res_blocks, attn_resolutions=list(attn_resolutions), dropout=0.0))


CASES = {
    "two-levels": dict(
        about="Two levels, one residual block, four heads: the smallest network that has every kind of layer.",
        unet=unet(64, [1, 2], 1, [1, 2], 32, num_heads=4), vae=vae(32, [1, 2], 1),
        text=dict(width=32, heads=4, layers=3, vocabulary=211), dtypes=["F16"], sizes=[(8, 8), (6, 10)], tokens=77),
    "sd15-tenth": dict(
        about="SD1.5's layout at a tenth of its width, with the buffers such files carry; a context of two chunks.",
        unet=unet(32, [1, 2, 4, 4], 2, [4, 2, 1], 48, num_heads=8), vae=vae(32, [1, 2, 4, 4], 2),
        text=dict(width=48, heads=6, layers=4, vocabulary=307), dtypes=["F16"], sizes=[(8, 8), (16, 8)], tokens=154, buffers=True),
    "linear-projections": dict(
        about="SD2's transformer: linear proj_in and proj_out, heads of 16 channels, two layers each, none on the first level; bfloat16.",
        unet=unet(64, [1, 2, 2], 2, [4, 2], 40, depth=2, num_head_channels=16, use_linear_in_transformer=True), vae=vae(32, [2, 1, 2], 1),
        text=dict(width=40, heads=5, layers=3, vocabulary=101), dtypes=["BF16"], sizes=[(8, 8), (4, 12)], tokens=77),
    "inpainting": dict(
        about="Nine input channels, three residual blocks a level, two heads, two transformer layers; float32; VAE with attention on a level.",
        unet=unet(64, [1, 2], 3, [2], 24, in_channels=9, depth=2, num_heads=2), vae=vae(64, [1, 1, 2], 1, attn_resolutions=[8]),
        text=dict(width=24, heads=3, layers=5, vocabulary=53), dtypes=["F32"], sizes=[(8, 8), (10, 6)], tokens=20),
    "instruct-pix2pix": dict(
        about="Eight input channels, widths that rise and fall, attention on levels 1 and 3 only, heads of 8 channels; three dtypes in one file.",
        unet=unet(32, [1, 3, 2], 1, [1, 4], 32, in_channels=8, num_head_channels=8), vae=vae(32, [1, 2, 2], 2, attn_resolutions=[32, 16]),
        text=dict(width=32, heads=2, layers=3, vocabulary=89), dtypes=["F16", "F32", "BF16"], sizes=[(8, 8), (12, 8)], tokens=13),
    "middle-attention": dict(
        about="Attention in the middle block only, one head; the text encoder under its old names, without `text_model.`.",
        unet=unet(64, [1, 1, 2], 1, [], 16, num_heads=1), vae=vae(64, [1], 1, resolution=8),
        text=dict(width=16, heads=1, layers=3, vocabulary=67, root=""), dtypes=["F16"], sizes=[(8, 8), (4, 8)], tokens=77),
    "ninety-six": dict(
        about="Widths of 96 and 192 (three and six channels a group), six heads with linear projections, one level without attention.",
        unet=unet(96, [1, 2], 2, [2], 24, num_heads=6, use_linear_in_transformer=True), vae=vae(96, [1, 1], 1),
        text=dict(width=24, heads=4, layers=3, vocabulary=131), dtypes=["F16"], sizes=[(8, 8), (2, 6)], tokens=77),
}


def ldm_yaml(case):
    """The config WebUI users keep beside a checkpoint."""
    return {"model": {"target": "ldm.models.diffusion.ddpm.LatentDiffusion", "params": dict(
        SCALE,
        unet_config={"target": "ldm.modules.diffusionmodules.openaimodel.UNetModel", "params": case["unet"]},
        first_stage_config={"target": "ldm.models.autoencoder.AutoencoderKL", "params": case["vae"]},
        cond_stage_config={"target": "ldm.modules.encoders.modules.FrozenCLIPEmbedder",
                           "params": {"num_attention_heads": case["text"]["heads"]}})}}
