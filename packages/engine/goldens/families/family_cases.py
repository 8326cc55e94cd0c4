"""Toy checkpoints of the families after SD 1.x, and one painting of each."""

CLIP_L = dict(kind="clip", name="clip-l", width=64, layers=3, heads=1)
CLIP_H = dict(kind="open-clip", name="clip-h", width=128, layers=4, heads=2)
CLIP_G = dict(kind="open-clip", name="clip-g", width=128, layers=3, heads=2, projection=96)
VOCABULARY = 211

VAE = dict(embed_dim=4, ddconfig=dict(double_z=True, z_channels=4, resolution=8, in_channels=3, out_ch=3, ch=32,
           ch_mult=[1, 2, 2, 2], num_res_blocks=1, attn_resolutions=[], dropout=0.0))


def unet(context_dim, channel_mult, attention_resolutions, depth, in_channels=4, **more):
    return dict(in_channels=in_channels, out_channels=4, model_channels=64, num_res_blocks=1, channel_mult=channel_mult,
                attention_resolutions=attention_resolutions, transformer_depth=depth, context_dim=context_dim, **more)


def sgm(context_dim, channel_mult, depth, label):
    return unet(context_dim, channel_mult, [4, 2], depth, num_head_channels=64, use_linear_in_transformer=True,
                num_classes="sequential", adm_in_channels=label, spatial_transformer_attn_type="softmax")


def compvis(in_channels):
    return unet(64, [1, 2], [1, 2], 1, in_channels, image_size=8, num_heads=4, use_spatial_transformer=True, legacy=False)


ONE, TWO = [9], [75, 20]  # how many tokens each chunk of a prompt has

CASES = {
    "sd2": dict(
        about="OpenCLIP's ViT-H, its last layer but one through the final norm; zeros for padding; 64 channels a head.",
        unet=unet(128, [1, 2], [1, 2], 1, image_size=8, num_head_channels=64, use_spatial_transformer=True,
                  use_linear_in_transformer=True, legacy=False),
        roots={"cond_stage_model.model.": CLIP_H}, dtypes=["F16"], cond=TWO, uncond=ONE, size=(8, 12),
        paintings={"epsilon": dict(prediction="epsilon"), "v": dict(prediction="v")}),
    "sdxl": dict(
        about="Two encoders side by side, raw; pooled prompt and sizes beside them; an empty negative prompt; transformers one and two deep.",
        unet=sgm(192, [1, 2, 2], [1, 1, 2], 96 + 6 * 256),
        roots={"conditioner.embedders.0.transformer.text_model.": CLIP_L, "conditioner.embedders.1.model.": CLIP_G},
        dtypes=["F16"], cond=TWO, uncond=[], size=(8, 12), scale_factor=0.13025, target="size",
        paintings={"epsilon": dict(prediction="epsilon"), "v": dict(prediction="v")}),
    "sdxl-refiner": dict(
        about="The second encoder alone, and how beautiful the picture is in place of its size; bfloat16.",
        unet=sgm(128, [1, 2, 2, 2], 2, 96 + 5 * 256),
        roots={"conditioner.embedders.0.model.": CLIP_G}, dtypes=["BF16"], cond=ONE, uncond=ONE, size=(16, 8),
        scale_factor=0.13025, target="aesthetic", paintings={"epsilon": dict(prediction="epsilon")}),
    "inpainting": dict(
        about="A mask and the masked picture beside the latent.",
        unet=compvis(9), roots={"cond_stage_model.transformer.text_model.": CLIP_L}, dtypes=["F16"], cond=ONE, uncond=ONE,
        size=(8, 8), paintings={"epsilon": dict(prediction="epsilon")}),
    "edit": dict(
        about="A picture to edit beside the latent; guided by text and by picture.",
        unet=compvis(8), roots={"cond_stage_model.transformer.text_model.": CLIP_L}, dtypes=["F32", "F16"], cond=ONE, uncond=ONE,
        size=(8, 8), paintings={"text": dict(prediction="epsilon"), "picture": dict(prediction="epsilon", image_cfg=1.5)}),
}
STEPS, CFG, SEED = 6, 3.0, 42
